// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Section;
import java.util.List;
import java.util.Optional;

/// One data item of FETCH, macros already spelled out. RFC 3501 §6.4.5.
public sealed interface FetchItem {
    record Envelope() implements FetchItem {}

    record FlagList() implements FetchItem {}

    record InternalDate() implements FetchItem {}

    record Rfc822Size() implements FetchItem {}

    record UidNumber() implements FetchItem {}

    /// RFC 7162 §3.1.5.
    record ModSeqNumber() implements FetchItem {}

    /// RFC 8474 §5.1.
    record EmailId() implements FetchItem {}

    /// RFC 8474 §5.2.
    record ThreadId() implements FetchItem {}

    /// RFC 8514.
    record SaveDate() implements FetchItem {}

    /// RFC 8970.
    ///
    /// @param lazy whether nothing is a good answer where one would take long
    record Preview(boolean lazy) implements FetchItem {}

    /// `BINARY[part]<partial>`: without its transfer encoding. RFC 3516.
    record Binary(List<Integer> part, boolean peek, Optional<Partial> partial)
            implements FetchItem {
        public Binary {
            part = List.copyOf(part);
        }
    }

    record BinarySize(List<Integer> part) implements FetchItem {
        public BinarySize {
            part = List.copyOf(part);
        }
    }

    /// `BODY` without a section: the structure without extension data.
    record Body() implements FetchItem {}

    record BodyStructure() implements FetchItem {}

    /// `BODY[section]<partial>`, or `BODY.PEEK[...]`, which leaves `\Seen` alone.
    record BodySection(Section section, boolean peek, Optional<Partial> partial)
            implements FetchItem {}

    /// `RFC822`, `RFC822.HEADER`, `RFC822.TEXT`: sections under their old names.
    record Rfc822(Part part) implements FetchItem {
        /// Which old name.
        public enum Part {
            WHOLE,
            HEADER,
            TEXT
        }
    }

    /// Bytes from `offsetBytes` on, at most `lengthBytes` of them.
    record Partial(long offsetBytes, long lengthBytes) {}
}

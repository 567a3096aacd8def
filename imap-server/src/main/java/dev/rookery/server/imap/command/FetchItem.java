// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Section;
import java.util.Optional;

/// One data item of FETCH, macros already spelled out. RFC 3501 §6.4.5.
public sealed interface FetchItem {
    record Envelope() implements FetchItem {}

    record FlagList() implements FetchItem {}

    record InternalDate() implements FetchItem {}

    record Rfc822Size() implements FetchItem {}

    record UidNumber() implements FetchItem {}

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

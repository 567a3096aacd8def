// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the MIME tree: the message itself, a part of a multipart, or the message in a part.
///
/// @param header with the empty line behind it
/// @param children parts of a multipart, or the one message of a `message/…`
/// @param envelope of a message, not of its parts: ready IMAP as a Latin-1 string
record Part(
        Kind kind,
        Extent header,
        Extent body,
        MimeFields mime,
        List<Part> children,
        @Nullable String envelope) {
    Part {
        children = List.copyOf(children);
    }

    enum Kind {
        /// Content of any type.
        LEAF,
        MULTIPART,
        /// `message/rfc822`, said or implied by `multipart/digest`, or `message/global`.
        MESSAGE,
        /// Would hold parts, but a limit was reached, or it has no subtype.
        OPAQUE
    }

    /// Header and body.
    Extent whole() {
        return new Extent(header.start(), body.end());
    }
}

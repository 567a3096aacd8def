// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.List;

/// A piece of a message: which part, and what of it. RFC 9051 §6.4.5.1.
///
/// @param part numbers from the top, each from 1; empty for the whole message
public record Section(List<Integer> part, Text text) {
    public static final Section WHOLE = new Section(List.of(), new Content());

    public Section {
        part = List.copyOf(part);
        if (part.stream().anyMatch(number -> number < 1)) {
            throw new IllegalArgumentException("part numbers count from 1: " + part);
        }
        if (part.isEmpty() && text instanceof Mime) {
            throw new IllegalArgumentException("MIME needs a part number (RFC 9051 §6.4.5.1)");
        }
    }

    /// What of the part.
    public sealed interface Text {}

    /// The part's body; the whole message if there is no part number.
    public record Content() implements Text {}

    /// The header of a message (the whole one or a `message/rfc822` or `message/global` part).
    public record Header() implements Text {}

    /// The named fields of that header, in the order they have there, or all others.
    public record HeaderFields(List<String> names, boolean not) implements Text {
        public HeaderFields {
            names = List.copyOf(names);
        }
    }

    /// The body of a message without its header.
    public record BodyText() implements Text {}

    /// The MIME header of a part.
    public record Mime() implements Text {}
}

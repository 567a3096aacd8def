// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.List;
import java.util.Optional;

/// Follows part numbers through the MIME tree. RFC 9051 §6.4.5.1.
final class PartFinder {
    private PartFinder() {}

    /// The part of that number. A message that is not a multipart has one part, itself.
    static Optional<Part> find(Part message, List<Integer> numbers) {
        Part at = message;
        boolean isMessage = true;
        for (int number : numbers) {
            if (!isMessage && at.kind() == Part.Kind.MESSAGE) {
                at = at.children().getFirst();
                isMessage = true;
            }
            if (at.kind() == Part.Kind.MULTIPART) {
                if (number > at.children().size()) {
                    return Optional.empty();
                }
                at = at.children().get(number - 1);
            } else if (!isMessage || number != 1) {
                return Optional.empty();
            }
            isMessage = false;
        }
        return Optional.of(at);
    }

    /// The message in the `message/rfc822` or `message/global` part of that number, or the message
    /// itself.
    static Optional<Part> findMessage(Part message, List<Integer> numbers) {
        return numbers.isEmpty()
                ? Optional.of(message)
                : find(message, numbers)
                        .filter(part -> part.kind() == Part.Kind.MESSAGE)
                        .map(part -> part.children().getFirst());
    }
}

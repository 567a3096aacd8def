// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.Optional;
import java.util.Set;

/// What SEARCH is to tell of the messages it finds. RFC 4731, RFC 5182, RFC 9394.
///
/// @param items empty, with `range` empty, for the plain list of RFC 3501
public record SearchReturn(Set<Item> items, Optional<PartialRange> range) {
    public static final SearchReturn PLAIN = new SearchReturn(Set.of(), Optional.empty());

    public SearchReturn {
        items = Set.copyOf(items);
    }

    public boolean isPlain() {
        return items.isEmpty() && range.isEmpty();
    }

    /// One result.
    public enum Item {
        MIN,
        MAX,
        ALL,
        COUNT,
        SAVE
    }
}

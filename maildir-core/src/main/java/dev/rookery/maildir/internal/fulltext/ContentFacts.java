// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchQuery;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// Which queries for content are known to match one message, or all of them, or not to.
final class ContentFacts implements BoundsSearch.Facts {
    private final Map<SearchQuery, Boolean> known = new HashMap<>();

    void put(SearchQuery query, boolean matches) {
        known.put(query, matches);
    }

    boolean knows(SearchQuery query) {
        return known.containsKey(query);
    }

    void forEach(BiConsumer<SearchQuery, Boolean> action) {
        known.forEach(action);
    }

    @Override
    public Bounds bounds(SearchQuery query, UidSet among) {
        Boolean matches = known.get(query);
        if (matches == null) {
            return new Bounds(UidSet.EMPTY, among);
        }
        return Bounds.exactly(matches ? among : UidSet.EMPTY);
    }
}

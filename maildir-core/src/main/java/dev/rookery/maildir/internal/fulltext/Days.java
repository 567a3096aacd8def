// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.maildir.search.SearchQuery.When;
import java.time.LocalDate;
import java.util.Optional;

/// Compares days as BEFORE, ON and SINCE do.
final class Days {
    private Days() {}

    /// Without a date, none matches.
    static boolean matches(SearchQuery.Sent query, Optional<LocalDate> day) {
        return day.isPresent() && matches(query.when(), day.get(), query.date());
    }

    static boolean matches(When when, LocalDate day, LocalDate wanted) {
        return switch (when) {
            case BEFORE -> day.isBefore(wanted);
            case ON -> day.equals(wanted);
            case SINCE -> !day.isBefore(wanted);
        };
    }
}

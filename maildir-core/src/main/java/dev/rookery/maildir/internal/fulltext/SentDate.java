// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The day a `Date` field names, its time and zone ignored. RFC 5322 §3.3 and what is sent instead.
///
/// Own code: Mime4j's strict parser refuses dates without zone, its lenient one loses the day.
final class SentDate {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final int LENGTH_MAX = 200;

    private SentDate() {}

    /// Looks for day, month and year next to each other, such as `1 Jul 96` or `01-July-1996`.
    static Optional<LocalDate> parse(String field) {
        String text = field.substring(0, Math.min(field.length(), LENGTH_MAX));
        String[] words = text.split("[\\s,-]+", -1);
        for (int i = 0; i + 2 < words.length; i++) {
            int month = month(words[i + 1]);
            if (month > 0 && isNumber(words[i], 2) && isNumber(words[i + 2], 4)) {
                return date(number(words[i]), month, year(words[i + 2]));
            }
        }
        return Optional.empty();
    }

    private static int month(String word) {
        return word.length() < 3
                ? 0
                : MONTHS.indexOf(word.substring(0, 3).toLowerCase(Locale.ROOT)) + 1;
    }

    private static boolean isNumber(String word, int digitsMax) {
        return !word.isEmpty()
                && word.length() <= digitsMax
                && word.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /// Two and three digits count as RFC 5322 §4.3 has it.
    private static int year(String digits) {
        int year = number(digits);
        return switch (digits.length()) {
            case 1, 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private static Optional<LocalDate> date(int day, int month, int year) {
        try {
            return Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}

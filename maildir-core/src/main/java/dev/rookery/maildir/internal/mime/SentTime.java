// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/// When a message was sent, as its `Date` field says.
///
/// @param epochSeconds since 1970 in UTC, as sorting wants it (RFC 5256 §2.2)
/// @param zoneMinutes east of UTC; what the writer's clock showed is `epochSeconds` and this
public record SentTime(long epochSeconds, int zoneMinutes) {
    /// A zone is less than a day away from UTC.
    public static final int ZONE_MINUTES_MAX = 24 * 60 - 1;

    private static final int LENGTH_MAX = 200;
    private static final int DAY_SECONDS = 86_400;

    public SentTime {
        if (Math.abs(zoneMinutes) > ZONE_MINUTES_MAX) {
            throw new IllegalArgumentException("zone out of range: " + zoneMinutes);
        }
    }

    /// The day where the message was written, without time and zone. RFC 9051 §6.4.4, SENTON.
    public LocalDate day() {
        return LocalDate.ofEpochDay(Math.floorDiv(epochSeconds + zoneMinutes * 60L, DAY_SECONDS));
    }

    /// Looks for day, month and year next to each other, such as `1 Jul 96` or `01-July-1996`, and
    /// for time and zone behind them: where the time is missing or wrong it is midnight, where the
    /// zone is, UTC.
    static Optional<SentTime> parse(String field) {
        DateLexer words = new DateLexer(field, Math.min(field.length(), LENGTH_MAX));
        return words.findDate() ? read(words) : Optional.empty();
    }

    private static Optional<SentTime> read(DateLexer words) {
        try {
            LocalDate day = LocalDate.of(words.year(), words.month(), words.day());
            int time = words.timeSeconds();
            int zone = time < 0 ? 0 : words.zoneMinutes();
            long local = day.toEpochDay() * DAY_SECONDS + Math.max(time, 0);
            return Optional.of(new SentTime(local - zone * 60L, zone));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}

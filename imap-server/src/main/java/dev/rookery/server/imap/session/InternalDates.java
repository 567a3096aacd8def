// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/// INTERNALDATE as IMAP writes it, in UTC: RFC 3501 §9, `date-time`.
final class InternalDates {
    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");

    private InternalDates() {}

    static String format(Instant instant) {
        ZonedDateTime date = instant.atZone(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%2d-%s-%04d %02d:%02d:%02d +0000",
                date.getDayOfMonth(),
                MONTHS.get(date.getMonthValue() - 1),
                date.getYear(),
                date.getHour(),
                date.getMinute(),
                date.getSecond());
    }
}

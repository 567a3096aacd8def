// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.wire.Lexer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/// Dates as APPEND and SEARCH write them. RFC 3501 §9, `date-time` and `date`.
final class DateParser {
    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");

    private static final int LEAP_SECOND = 60;

    private final Lexer in;

    DateParser(Lexer in) {
        this.in = in;
    }

    /// `"17-Jul-1996 02:44:25 -0700"`; a short day may have a zero or a space in front, and clients
    /// forget it.
    Instant dateTime() {
        String what = "a date and time";
        int start = in.position();
        in.require('"');
        int day = in.takes(' ') ? in.digits(1, what) : (int) in.number(99, what);
        LocalDate date = monthAndYear(start, day);
        in.space();
        int hour = in.digits(2, what);
        in.require(':');
        int minute = in.digits(2, what);
        in.require(':');
        int second = in.digits(2, what);
        in.space();
        int zone = zoneMinutes();
        in.require('"');
        try {
            LocalTime time = LocalTime.of(hour, minute, second == LEAP_SECOND ? 59 : second);
            OffsetDateTime local =
                    OffsetDateTime.of(date, time, ZoneOffset.ofTotalSeconds(zone * 60));
            int year = local.withOffsetSameInstant(ZoneOffset.UTC).getYear();
            if (year < 0 || year > 9_999) {
                in.backTo(start);
                throw in.expected(what);
            }
            return local.toInstant();
        } catch (DateTimeException notATime) {
            in.backTo(start);
            throw in.expected(what);
        }
    }

    /// `1-Feb-1994`, quoted or not.
    LocalDate date() {
        boolean quoted = in.takes('"');
        int start = in.position();
        int day = (int) in.number(99, "a date");
        LocalDate date = monthAndYear(start, day);
        if (quoted) {
            in.require('"');
        }
        return date;
    }

    private LocalDate monthAndYear(int start, int day) {
        in.require('-');
        int month = month();
        in.require('-');
        int year = in.digits(4, "a year of four digits");
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException notADay) {
            in.backTo(start);
            throw in.expected("a day of the calendar");
        }
    }

    private int month() {
        int start = in.position();
        String name = in.run(Character::isLetter, "a month").toLowerCase(Locale.ROOT);
        int index = MONTHS.indexOf(name);
        if (index < 0) {
            in.backTo(start);
            throw in.expected("a month such as Jan");
        }
        return index + 1;
    }

    private int zoneMinutes() {
        boolean west = in.takes('-');
        if (!west) {
            in.require('+');
        }
        int hours = in.digits(2, "a time zone");
        int minutes = in.digits(2, "a time zone");
        if (minutes > 59) {
            throw in.expected("a time zone with up to 59 minutes");
        }
        return (west ? -1 : 1) * (hours * 60 + minutes);
    }
}

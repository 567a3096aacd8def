// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.time.OffsetDateTime;

/// Dates as RFC 5322 §3.3 writes them, in English on every machine.
final class MailDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private MailDate() {}

    static String text(OffsetDateTime date) {
        int minutes = date.getOffset().getTotalSeconds() / 60;
        StringBuilder text = new StringBuilder(31);
        text.append(DAYS[date.getDayOfWeek().getValue() - 1]).append(", ");
        text.append(date.getDayOfMonth()).append(' ');
        text.append(MONTHS[date.getMonthValue() - 1]).append(' ').append(date.getYear());
        two(text.append(' '), date.getHour());
        two(text.append(':'), date.getMinute());
        two(text.append(':'), date.getSecond());
        text.append(minutes < 0 ? " -" : " +");
        two(text, Math.abs(minutes) / 60);
        two(text, Math.abs(minutes) % 60);
        return text.toString();
    }

    private static void two(StringBuilder text, int number) {
        text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

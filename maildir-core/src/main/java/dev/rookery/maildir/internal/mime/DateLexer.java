// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// Reads the words of a date, forgivingly: RFC 5322 §3.3 with the obsolete forms of §4.3.
final class DateLexer {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String ZONES = "edtestcdtcstmdtmstpdtpst";
    private static final int[] ZONE_HOURS = {-4, -5, -5, -6, -6, -7, -7, -8};

    private final String text;
    private final int end;
    private int at;

    private int wordStart;
    private int day;
    private int month;
    private int year;

    /// @param end where to stop
    DateLexer(String text, int end) {
        this.text = text;
        this.end = end;
    }

    int day() {
        return day;
    }

    int month() {
        return month;
    }

    int year() {
        return year;
    }

    /// Stops behind the first three words that look like day, month and year.
    boolean findDate() {
        int lastDay = -1;
        int lastDayOfMonth = -1;
        int lastMonth = 0;
        while (nextWord()) {
            int number = number();
            if (lastMonth > 0 && lastDayOfMonth >= 0 && number >= 0 && at - wordStart <= 4) {
                day = lastDayOfMonth;
                month = lastMonth;
                year = fullYear(number, at - wordStart);
                return true;
            }
            lastMonth = monthHere();
            lastDayOfMonth = lastDay;
            lastDay = at - wordStart <= 2 ? number : -1;
        }
        return false;
    }

    private boolean nextWord() {
        while (at < end && isSeparator(text.charAt(at))) {
            at++;
        }
        wordStart = at;
        while (at < end && !isSeparator(text.charAt(at))) {
            at++;
        }
        return at > wordStart;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == ',' || c == '-';
    }

    /// The number that the word is, or -1.
    private int number() {
        return at - wordStart > 4 ? -1 : number(wordStart, at);
    }

    private int number(int from, int to) {
        int number = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// Two and three digits count as RFC 5322 §4.3 has it.
    private static int fullYear(int year, int digits) {
        return switch (digits) {
            case 1, 2 -> year < 50 ? 2000 + year : 1900 + year;
            case 3 -> 1900 + year;
            default -> year;
        };
    }

    private int monthHere() {
        if (at - wordStart < 3) {
            return 0;
        }
        return 1 + threeLetters(MONTHS, wordStart);
    }

    /// Which of the names, three ASCII letters each, begins there; -1 if none does.
    private int threeLetters(String names, int from) {
        for (int i = 0; i < names.length(); i += 3) {
            if (isLetter(names, i, from)
                    && isLetter(names, i + 1, from + 1)
                    && isLetter(names, i + 2, from + 2)) {
                return i / 3;
            }
        }
        return -1;
    }

    private boolean isLetter(String names, int name, int place) {
        char c = text.charAt(place);
        return names.charAt(name) == (c >= 'A' && c <= 'Z' ? c + 32 : c);
    }

    /// The time that follows, as `10:20` or `10:20:30`, in seconds of the day; -1 if none does. A
    /// leap second counts as the one before it, for the day is to stay the same.
    int timeSeconds() {
        skipSpace();
        int hours = timeField(23);
        if (hours < 0 || !skip(':')) {
            return -1;
        }
        int minutes = timeField(59);
        int seconds = minutes >= 0 && skip(':') ? timeField(60) : 0;
        return minutes < 0 || seconds < 0
                ? -1
                : (hours * 60 + minutes) * 60 + Math.min(seconds, 59);
    }

    private int timeField(int max) {
        int from = at;
        while (at < end && at < from + 2 && isDigit(text.charAt(at))) {
            at++;
        }
        int number = number(from, at);
        return number <= max ? number : -1;
    }

    /// The zone that follows, in minutes east of UTC; 0 if none does.
    int zoneMinutes() {
        skipSpace();
        if (at + 5 <= end && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
            int hours = number(at + 1, at + 3);
            int minutes = number(at + 3, at + 5);
            boolean valid = hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
            int east = text.charAt(at) == '+' ? 1 : -1;
            return valid ? east * (hours * 60 + minutes) : 0;
        }
        int zone = at + 3 <= end ? threeLetters(ZONES, at) : -1;
        return zone < 0 ? 0 : ZONE_HOURS[zone] * 60;
    }

    private void skipSpace() {
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private boolean skip(char c) {
        if (at < end && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }
}

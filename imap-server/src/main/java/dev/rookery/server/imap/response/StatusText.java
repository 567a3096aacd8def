// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.server.imap.response.Responses.Status;
import java.util.function.IntPredicate;

/// Text for people inside a response, made such that it cannot end its line nor pose as a response
/// code. RFC 3501 §9, `resp-text`.
final class StatusText {
    private static final int CHARS_MAX = 500;

    private StatusText() {}

    static String of(Status status) {
        String text = oneLine(shortened(status.text()));
        if (status.code().isEmpty()) {
            return text.startsWith("[") ? "(" + text.substring(1) : text;
        }
        return "[" + replaced(status.code(), c -> isText(c) && c != ']') + "] " + text;
    }

    /// Never empty: some clients want a text.
    static String oneLine(String text) {
        return text.isEmpty() ? "." : replaced(text, StatusText::isText);
    }

    private static String shortened(String text) {
        return text.length() <= CHARS_MAX ? text : text.substring(0, CHARS_MAX) + "...";
    }

    private static String replaced(String text, IntPredicate allowed) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(c -> clean.append(allowed.test(c) ? (char) c : '?'));
        return clean.toString();
    }

    private static boolean isText(int c) {
        return c >= ' ' && c < 127;
    }
}

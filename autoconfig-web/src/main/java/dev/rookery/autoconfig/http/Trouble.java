// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import java.util.Arrays;

/// Puts a failure into one line for a log: what, why, and the places nearest to it.
final class Trouble {
    private static final int FRAMES_MAX = 3;

    private Trouble() {}

    static String line(Throwable failure) {
        StringBuilder line = new StringBuilder("request failed: ");
        escape(failure.toString(), line);
        Arrays.stream(failure.getStackTrace())
                .limit(FRAMES_MAX)
                .forEach(frame -> line.append(" at ").append(frame));
        return line.toString();
    }

    private static void escape(String text, StringBuilder line) {
        text.codePoints()
                .forEach(c -> {
                    if (Character.isISOControl(c)) {
                        line.append(String.format("\\u%04x", c));
                    } else {
                        line.appendCodePoint(c);
                    }
                });
    }
}

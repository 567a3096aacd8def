// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Different texts with one hash code: "Aa" and "BB" have the same, and so have all that consist of
/// as many of these.
final class EqualHashes {
    private static final int PAIRS = 17;

    private EqualHashes() {}

    /// At most 131,072.
    static Stream<String> texts(int count) {
        return IntStream.range(0, count).mapToObj(EqualHashes::text);
    }

    private static String text(int number) {
        StringBuilder text = new StringBuilder(2 * PAIRS);
        for (int pair = 0; pair < PAIRS; pair++) {
            text.append((number >> pair & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }
}

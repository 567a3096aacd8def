// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/// Answers looked into.
final class Texts {
    /// By how much the length of two equal answers may differ: tags grow.
    static final int TAGS_DIFFER_BYTES = 16;

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern HITS = Pattern.compile("\\* (?:SEARCH|SORT|THREAD)[^\\r\\n]*");

    private Texts() {}

    /// What SEARCH, SORT or THREAD found, as the server wrote it.
    static String hits(String text) {
        Matcher line = HITS.matcher(text);
        return line.find() ? line.group() : "";
    }

    /// All numbers of that, in its order.
    static long[] numbers(String text) {
        return allNumbers(hits(text)).toArray();
    }

    static LongStream allNumbers(String text) {
        return NUMBER.matcher(text).results().mapToLong(found -> Long.parseLong(found.group()));
    }

    static boolean isAscii(String text) {
        return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private static final int LENGTH_MAX = 40;

    /// Of few values, so that neighbours differ by one bit and are often equal.
    private static byte[] noise(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) "\n\t\u000b\u0000\u0080\u008a\u00ff".charAt(random.nextInt(7));
        }
        return bytes;
    }

    private static int oneByOne(byte wanted, byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }

    @Test
    void findsWhatALoopFinds() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = noise(random, random.nextInt(LENGTH_MAX));
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            byte wanted = noise(random, 1)[0];
            assertThat(ByteSearch.indexOf(wanted, bytes, from, to))
                    .as("%d in %s from %d to %d", wanted, bytes, from, to)
                    .isEqualTo(oneByOne(wanted, bytes, from, to));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Looks for a byte, eight at a time.
final class ByteSearch {
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private ByteSearch() {}

    /// Where the byte comes first between `from` and `to`; `to` if it does not.
    static int indexOf(byte wanted, byte[] bytes, int from, int to) {
        long eightTimes = (wanted & 0xffL) * LOWEST_BITS;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            // A byte that is wanted becomes zero; the lowest zero byte gets its highest bit set,
            // and
            // those above it may.
            long differences = (long) EIGHT_BYTES.get(bytes, at) ^ eightTimes;
            long found = (differences - LOWEST_BITS) & ~differences & HIGHEST_BITS;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
        }
        while (at < to && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Native memory through which one thread at a time speaks to the kernel: names, bytes, `errno`.
///
/// It is lent and given back by [#close], not kept per thread, for virtual threads are many and few
/// of them are in a system call. So there are as many as there ever were calls at the same time.
///
/// ```text
///   0         64         4160        8256      8256 + 64 Ki
///   +---------+----------+-----------+----------+
///   |  errno  |   name   |  new name |  bytes   |
///   +---------+----------+-----------+----------+
/// ```
final class NativeMemory implements AutoCloseable {
    /// How many bytes go through [#bytes] at once.
    static final int SIZE_BYTES = 64 * 1024;

    /// `PATH_MAX` of Linux: the zero byte at the end is part of it.
    static final int NAME_BYTES_MAX = 4096;

    private static final int STATE_BYTES = 64;
    private static final int LENT_MAX_IDLE = 64;
    private static final AtomicReferenceArray<@Nullable NativeMemory> IDLE =
            new AtomicReferenceArray<>(LENT_MAX_IDLE);

    /// Where a call leaves its `errno`.
    final MemorySegment state;

    final MemorySegment name;
    final MemorySegment newName;
    final MemorySegment bytes;

    private NativeMemory() {
        MemorySegment all =
                Arena.ofAuto().allocate(STATE_BYTES + 2L * NAME_BYTES_MAX + SIZE_BYTES, 64);
        state = all.asSlice(0, STATE_BYTES);
        name = all.asSlice(STATE_BYTES, NAME_BYTES_MAX);
        newName = all.asSlice(STATE_BYTES + NAME_BYTES_MAX, NAME_BYTES_MAX);
        bytes = all.asSlice(STATE_BYTES + 2L * NAME_BYTES_MAX, SIZE_BYTES);
    }

    static NativeMemory borrow() {
        int first = firstPlace();
        for (int i = 0; i < LENT_MAX_IDLE; i++) {
            int place = (first + i) % LENT_MAX_IDLE;
            NativeMemory idle = IDLE.getPlain(place);
            if (idle != null && IDLE.compareAndSet(place, idle, null)) {
                return idle;
            }
        }
        return new NativeMemory();
    }

    @Override
    public void close() {
        int first = firstPlace();
        for (int i = 0; i < LENT_MAX_IDLE; i++) {
            int place = (first + i) % LENT_MAX_IDLE;
            if (IDLE.getPlain(place) == null && IDLE.compareAndSet(place, null, this)) {
                return;
            }
        }
    }

    /// Threads begin at different places, so that they seldom meet.
    private static int firstPlace() {
        return (int) Thread.currentThread().threadId() & (LENT_MAX_IDLE - 1);
    }

    /// Puts a name where a call expects it; answers whether it fits.
    static boolean put(MemorySegment place, String name) {
        // No character takes more than three bytes.
        if (3L * name.length() >= place.byteSize()
                && name.getBytes(StandardCharsets.UTF_8).length >= place.byteSize()) {
            return false;
        }
        place.setString(0, name);
        return true;
    }
}

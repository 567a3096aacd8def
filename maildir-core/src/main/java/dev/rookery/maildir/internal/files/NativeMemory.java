// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/// Lends native memory through which bytes pass between the heap and a system call.
final class NativeMemory {
    static final int SIZE_BYTES = 64 * 1024;

    private static final ConcurrentLinkedDeque<MemorySegment> IDLE = new ConcurrentLinkedDeque<>();

    private NativeMemory() {}

    static MemorySegment borrow() {
        MemorySegment idle = IDLE.pollFirst();
        return idle == null ? Arena.global().allocate(SIZE_BYTES, 8) : idle;
    }

    static void giveBack(MemorySegment memory) {
        IDLE.addFirst(memory);
    }
}

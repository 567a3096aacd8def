// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.rookery.maildir.internal.files.WatchListener.What;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The events that one `read` of an inotify instance left, one after another.
///
/// ```text
///   0         4        8        12      16        16 + n      16 + l
///   +---------+--------+--------+-------+---------+-----------+
///   |  watch  |  mask  | cookie |   l   |  name   | zeros ... |
///   +---------+--------+--------+-------+---------+-----------+
/// ```
///
/// This is `struct inotify_event`; zeros fill it up to a multiple of 16.
final class RawEvents {
    private static final int WATCH_AT = 0;
    private static final int MASK_AT = 4;
    private static final int COOKIE_AT = 8;
    private static final int LENGTH_AT = 12;
    private static final int NAME_AT = 16;
    private static final int ALIGNMENT = 16;

    private final MemorySegment memory;
    private final byte[] name;
    private long length;
    private long at;
    private long next;

    /// @param name receives the name of each event
    RawEvents(MemorySegment memory, byte[] name) {
        this.memory = memory;
        this.name = name;
    }

    /// Begins anew with the first `length` bytes of the memory.
    void reset(long length) {
        this.length = length;
        next = 0;
    }

    boolean next() {
        if (next >= length) {
            return false;
        }
        at = next;
        next = at + NAME_AT + memory.get(JAVA_INT, at + LENGTH_AT);
        return true;
    }

    /// Which watch it is about; -1 for all of them.
    int watch() {
        return memory.get(JAVA_INT, at + WATCH_AT);
    }

    int cookie() {
        return memory.get(JAVA_INT, at + COOKIE_AT);
    }

    boolean is(int bit) {
        return (memory.get(JAVA_INT, at + MASK_AT) & bit) != 0;
    }

    /// Copies the name; answers its length.
    int readName() {
        int field = memory.get(JAVA_INT, at + LENGTH_AT);
        int end = Math.max(0, field - ALIGNMENT);
        while (end < field && memory.get(JAVA_BYTE, at + NAME_AT + end) != 0) {
            end++;
        }
        MemorySegment.copy(memory, JAVA_BYTE, at + NAME_AT, name, 0, end);
        return end;
    }

    /// Nothing for what no listener needs to know.
    @Nullable What what() {
        if (is(Linux.IN_CREATE)) {
            return What.CREATED;
        } else if (is(Linux.IN_MOVED_TO)) {
            return What.MOVED_IN;
        } else if (is(Linux.IN_MOVED_FROM)) {
            return What.MOVED_OUT;
        } else if (is(Linux.IN_DELETE)) {
            return What.DELETED;
        } else if (is(Linux.IN_CLOSE_WRITE | Linux.IN_ATTRIB)) {
            return What.MODIFIED;
        } else if (is(Linux.IN_MOVE_SELF)) {
            return What.SELF_MOVED;
        } else if (is(Linux.IN_Q_OVERFLOW)) {
            return What.OVERFLOW;
        } else {
            return is(Linux.IN_IGNORED) ? What.ENDED : null;
        }
    }
}

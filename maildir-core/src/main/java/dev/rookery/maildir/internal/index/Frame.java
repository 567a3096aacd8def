// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// A place in the [BlockCache] for one page.
///
/// While readers have it pinned, it keeps its content. Who wants it for another page takes it
/// first, which succeeds only while nobody has it pinned; from then on it can be pinned no more.
final class Frame {
    private static final int TAKEN = -1;
    private static final VarHandle PINS;

    static {
        try {
            PINS = MethodHandles.lookup().findVarHandle(Frame.class, "pins", int.class);
        } catch (ReflectiveOperationException bug) {
            throw new ExceptionInInitializerError(bug);
        }
    }

    /// A page, and [PageLayout#SLACK_BYTES] behind it.
    private final MemorySegment bytes;

    /// Whether it is one of the cache's own, which serves again.
    private final boolean pooled;

    private volatile int pins = TAKEN;

    /// A hint only: no harm if a write is lost.
    private boolean referenced;

    /// Whose page it holds; changed only while taken.
    private @Nullable Pages owner;

    private int page;

    Frame(MemorySegment bytes, boolean pooled) {
        this.bytes = bytes;
        this.pooled = pooled;
    }

    boolean isPooled() {
        return pooled;
    }

    MemorySegment bytes() {
        return bytes;
    }

    /// Answers whether it is pinned now, and so has a content. Which one must be looked up again.
    boolean pin() {
        int now = pins;
        while (now != TAKEN) {
            int seen = (int) PINS.compareAndExchange(this, now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void unpin() {
        int before = (int) PINS.getAndAdd(this, -1);
        if (before <= 0) {
            throw new IllegalStateException("not pinned");
        }
    }

    /// Answers whether it is the caller's alone now.
    boolean take() {
        return PINS.compareAndSet(this, 0, TAKEN);
    }

    /// Gives a taken frame its new content, pinned once.
    void fill(Pages newOwner, int newPage) {
        owner = newOwner;
        page = newPage;
        referenced = false;
        pins = 1;
    }

    /// Takes a taken frame from its owner.
    void disown() {
        if (owner != null) {
            owner.forget(page, this);
            owner = null;
        }
    }

    void touch() {
        if (!referenced) {
            referenced = true;
        }
    }

    /// Answers whether it was touched since the last call.
    boolean untouch() {
        boolean was = referenced;
        if (was) {
            referenced = false;
        }
        return was;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Native memory for pages of all open index files, within one budget.
///
/// A hit takes no lock: the file's own table names the [Frame], which is pinned and looked up again
/// (see [Pages]). Without a free frame, a clock hand takes the next one that is neither pinned nor
/// touched since it last came by. If all are pinned, a page is lent memory of its own, which is
/// nobody's afterwards; so the budget may be exceeded by what is pinned, and no reader ever waits.
///
/// Memory is allocated as it is needed, and goes when the cache is no longer reachable.
public final class BlockCache {
    /// What one page costs.
    public static final int FRAME_BYTES = PageLayout.PAGE_BYTES + PageLayout.SLACK_BYTES;

    private static final int SLAB_FRAMES = 32;
    private static final int FRAMES_MAX = 1 << 24;

    private final Arena arena = Arena.ofAuto();
    private final AtomicReferenceArray<@Nullable Frame> frames;
    private final AtomicInteger allocated = new AtomicInteger();
    private final AtomicInteger hand = new AtomicInteger();
    private final ConcurrentLinkedQueue<Frame> free = new ConcurrentLinkedQueue<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder evictions = new LongAdder();

    /// @param budgetBytes room for at least one page
    public BlockCache(long budgetBytes) {
        long count = budgetBytes / FRAME_BYTES;
        if (count < 1) {
            throw new IllegalArgumentException("less than " + FRAME_BYTES + ": " + budgetBytes);
        }
        frames = new AtomicReferenceArray<>((int) Math.min(count, FRAMES_MAX));
    }

    public long budgetBytes() {
        return (long) frames.length() * FRAME_BYTES;
    }

    /// Native memory allocated so far, whether it holds a page or not.
    public long allocatedBytes() {
        return (long) allocated.get() * FRAME_BYTES;
    }

    /// How many pages were found in memory.
    public long hits() {
        return hits.sum();
    }

    /// How many pages were read from a file.
    public long misses() {
        return misses.sum();
    }

    /// How many pages were given up for others.
    public long evictions() {
        return evictions.sum();
    }

    void hit() {
        hits.increment();
    }

    /// A taken frame without an owner.
    Frame take() {
        misses.increment();
        Frame frame = free.poll();
        if (frame == null) {
            frame = allocate();
        }
        if (frame == null) {
            frame = evict();
        }
        return frame == null ? lend() : frame;
    }

    /// Takes back a taken frame without an owner.
    void giveBack(Frame frame) {
        if (frame.isPooled()) {
            free.add(frame);
        }
    }

    private static Frame lend() {
        return new Frame(Arena.ofAuto().allocate(FRAME_BYTES, Long.BYTES), false);
    }

    /// Nothing if the budget is used up.
    private @Nullable Frame allocate() {
        int count = frames.length();
        int first = allocated.getAndUpdate(before -> Math.min(before + SLAB_FRAMES, count));
        if (first == count) {
            return null;
        }
        int end = Math.min(first + SLAB_FRAMES, count);
        MemorySegment slab = arena.allocate((long) (end - first) * FRAME_BYTES, Long.BYTES);
        Frame mine = new Frame(slab.asSlice(0, FRAME_BYTES), true);
        frames.set(first, mine);
        for (int i = first + 1; i < end; i++) {
            Frame other =
                    new Frame(slab.asSlice((long) (i - first) * FRAME_BYTES, FRAME_BYTES), true);
            frames.set(i, other);
            free.add(other);
        }
        return mine;
    }

    /// Nothing if all are pinned.
    private @Nullable Frame evict() {
        int count = frames.length();
        for (int steps = 0; steps < 2 * count; steps++) {
            Frame frame = frames.get(hand.getAndUpdate(at -> at + 1 < count ? at + 1 : 0));
            if (frame != null && !frame.untouch() && frame.take()) {
                frame.disown();
                evictions.increment();
                return frame;
            }
        }
        return null;
    }
}

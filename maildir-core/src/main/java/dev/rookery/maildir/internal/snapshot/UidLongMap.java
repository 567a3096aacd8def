// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A number for each of some UIDs: positive, or -1. Immutable; a changed map shares what stayed.
///
/// A radix tree of 64 ways. What is the same for all UIDs of a subtree is kept once, so that a
/// change of a range costs nothing per UID; each subtree knows its greatest number, so that a
/// search for greater ones passes over the rest.
public final class UidLongMap {
    public static final UidLongMap EMPTY = new UidLongMap(null, 0);

    private static final int WAY_BITS = 6;
    private static final int WAYS = 1 << WAY_BITS;

    private final @Nullable Node root;

    /// How many levels lie above the leaves.
    private final int height;

    private UidLongMap(@Nullable Node root, int height) {
        this.root = root;
        this.height = height;
    }

    /// Receives one UID and its number.
    @FunctionalInterface
    public interface Each {
        void accept(long uid, long value);
    }

    private abstract static sealed class Node {
        final long greatest;

        Node(long greatest) {
            this.greatest = greatest;
        }
    }

    /// The same number for every UID below.
    private static final class Same extends Node {
        Same(long value) {
            super(value);
        }
    }

    /// A number for each of 64 UIDs; 0 = none.
    private static final class Leaf extends Node {
        final long[] values;

        Leaf(long[] values, long greatest) {
            super(greatest);
            this.values = values;
        }
    }

    private static final class Inner extends Node {
        final @Nullable Node[] children;

        Inner(@Nullable Node[] children, long greatest) {
            super(greatest);
            this.children = children;
        }
    }

    public boolean isEmpty() {
        return root == null;
    }

    /// The number of a UID, or 0.
    public long get(long uid) {
        if (uid >>> (WAY_BITS * (height + 1)) != 0) {
            return 0;
        }
        Node node = root;
        for (int level = height; ; level--) {
            switch (node) {
                case null -> {
                    return 0;
                }
                case Same same -> {
                    return same.greatest;
                }
                case Leaf leaf -> {
                    return leaf.values[(int) uid & (WAYS - 1)];
                }
                case Inner inner -> node = inner.children[way(uid, level)];
            }
        }
    }

    private static int way(long uid, int level) {
        return (int) (uid >>> (WAY_BITS * level)) & (WAYS - 1);
    }

    /// The map in which all of `uids` have `value`.
    public UidLongMap with(UidSet uids, long value) {
        if (value == 0) {
            throw new IllegalArgumentException("0 stands for no number");
        }
        return replaced(uids, value);
    }

    public UidLongMap without(UidSet uids) {
        return isEmpty() ? this : replaced(uids, 0);
    }

    private UidLongMap replaced(UidSet uids, long value) {
        UidLongMap[] changed = {this};
        uids.forEachRange((first, last) ->
                changed[0] = changed[0].filled(first.value(), last.value(), value));
        return changed[0];
    }

    private UidLongMap filled(long first, long last, long value) {
        Node grown = root;
        int levels = height;
        while (last >>> (WAY_BITS * (levels + 1)) != 0 && value != 0) {
            levels++;
            if (grown != null) {
                @Nullable Node[] children = new @Nullable Node[WAYS];
                children[0] = grown;
                grown = new Inner(children, grown.greatest);
            }
        }
        long end = Math.min(last, (1L << (WAY_BITS * (levels + 1))) - 1);
        if (first > end) {
            return this;
        }
        Node filled = fill(grown, levels, 0, first, end, value);
        return filled == null ? EMPTY : new UidLongMap(filled, levels);
    }

    /// @param base the first UID below `node`
    private static @Nullable Node fill(
            @Nullable Node node, int level, long base, long first, long last, long value) {
        long lastBelow = base + (1L << (WAY_BITS * (level + 1))) - 1;
        if (first <= base && last >= lastBelow) {
            return value == 0 ? null : new Same(value);
        }
        if ((node == null && value == 0) || (node instanceof Same && node.greatest == value)) {
            return node;
        }
        return level == 0
                ? fillLeaf(node, base, first, last, value)
                : fillInner(node, level, base, first, last, value);
    }

    private static @Nullable Node fillLeaf(
            @Nullable Node node, long base, long first, long last, long value) {
        long[] values =
                switch (node) {
                    case Leaf leaf -> leaf.values.clone();
                    case null -> new long[WAYS];
                    case Same same -> {
                        long[] all = new long[WAYS];
                        Arrays.fill(all, same.greatest);
                        yield all;
                    }
                    case Inner _ -> throw new AssertionError("an inner node among the leaves");
                };
        int from = (int) (Math.max(first, base) - base);
        int to = (int) (Math.min(last, base + WAYS - 1) - base);
        Arrays.fill(values, from, to + 1, value);
        long greatest = 0;
        boolean any = false;
        for (long each : values) {
            greatest = Math.max(greatest, each);
            any |= each != 0;
        }
        return any ? new Leaf(values, greatest) : null;
    }

    private static @Nullable Node fillInner(
            @Nullable Node node, int level, long base, long first, long last, long value) {
        @Nullable Node[] children =
                switch (node) {
                    case Inner inner -> inner.children.clone();
                    case null -> new @Nullable Node[WAYS];
                    case Same same -> {
                        @Nullable Node[] all = new @Nullable Node[WAYS];
                        Arrays.fill(all, same);
                        yield all;
                    }
                    case Leaf _ -> throw new AssertionError("a leaf among the inner nodes");
                };
        long width = 1L << (WAY_BITS * level);
        int from = (int) ((Math.max(first, base) - base) / width);
        int to = (int) ((Math.min(last, base + width * WAYS - 1) - base) / width);
        for (int i = from; i <= to; i++) {
            children[i] = fill(children[i], level - 1, base + i * width, first, last, value);
        }
        long greatest = 0;
        boolean any = false;
        for (Node child : children) {
            greatest = child == null ? greatest : Math.max(greatest, child.greatest);
            any |= child != null;
        }
        return any ? new Inner(children, greatest) : null;
    }

    /// The UIDs with a number, ascending.
    public void forEach(Each action) {
        forEachAbove(Long.MIN_VALUE, action);
    }

    /// So many of the first UIDs from one on, or all there are.
    public UidSet from(long uid, int wanted) {
        UidSet.Builder found = UidSet.builder();
        var _ = from(uid, root, height, 0, wanted, found);
        return found.build();
    }

    /// Answers how many are still wanted.
    private static int from(
            long uid, @Nullable Node node, int level, long base, int wanted, UidSet.Builder found) {
        long end = base + (1L << (WAY_BITS * (level + 1)));
        if (node == null || wanted == 0 || end <= uid) {
            return wanted;
        }
        int left = wanted;
        long first = Math.max(uid, base);
        switch (node) {
            case Same _ -> {
                for (long each = Math.max(1, first); each < end && left > 0; each++, left--) {
                    found.accept(each);
                }
            }
            case Leaf leaf -> {
                for (int i = (int) (first - base); i < WAYS && left > 0; i++) {
                    if (leaf.values[i] != 0) {
                        found.accept(base + i);
                        left--;
                    }
                }
            }
            case Inner inner -> {
                long width = 1L << (WAY_BITS * level);
                for (int i = 0; i < WAYS && left > 0; i++) {
                    left = from(uid, inner.children[i], level - 1, base + i * width, left, found);
                }
            }
        }
        return left;
    }

    /// The UIDs with a number greater than `floor`, ascending.
    public void forEachAbove(long floor, Each action) {
        visit(root, height, 0, floor, action);
    }

    private static void visit(@Nullable Node node, int level, long base, long floor, Each action) {
        if (node == null || node.greatest <= floor) {
            return;
        }
        switch (node) {
            case Same same -> {
                long end = base + (1L << (WAY_BITS * (level + 1)));
                for (long uid = base; uid < end; uid++) {
                    tell(uid, same.greatest, floor, action);
                }
            }
            case Leaf leaf -> {
                for (int i = 0; i < WAYS; i++) {
                    tell(base + i, leaf.values[i], floor, action);
                }
            }
            case Inner inner -> {
                long width = 1L << (WAY_BITS * level);
                for (int i = 0; i < WAYS; i++) {
                    visit(inner.children[i], level - 1, base + i * width, floor, action);
                }
            }
        }
    }

    private static void tell(long uid, long value, long floor, Each action) {
        if (value != 0 && value > floor) {
            action.accept(uid, value);
        }
    }

    /// The map without those numbers that are `floor` or less.
    public UidLongMap above(long floor) {
        Node left = above(root, floor);
        return left == null ? EMPTY : new UidLongMap(left, height);
    }

    private static @Nullable Node above(@Nullable Node node, long floor) {
        if (node == null || node.greatest <= floor) {
            return null;
        }
        return switch (node) {
            case Same same -> same;
            case Leaf leaf -> {
                long[] values = leaf.values.clone();
                for (int i = 0; i < WAYS; i++) {
                    values[i] = values[i] > floor ? values[i] : 0;
                }
                yield new Leaf(values, leaf.greatest);
            }
            case Inner inner -> {
                @Nullable Node[] children = inner.children.clone();
                for (int i = 0; i < WAYS; i++) {
                    children[i] = above(children[i], floor);
                }
                yield new Inner(children, inner.greatest);
            }
        };
    }
}

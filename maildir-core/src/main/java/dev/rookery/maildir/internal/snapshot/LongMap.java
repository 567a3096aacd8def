// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Values by number, which is not negative. Immutable; a changed map shares what stayed, so that a
/// change costs the same, but for the logarithm, however many values there are.
///
/// A radix tree of 64 ways. A node holds only the ways that are taken.
public final class LongMap<V> {
    private static final int WAY_BITS = 6;
    private static final int WAYS = 1 << WAY_BITS;
    private static final LongMap<?> EMPTY = new LongMap<>(new Node(0, new Object[0]), 0, 0);

    private final Node root;

    /// How many levels lie above the values.
    private final int height;

    private final int size;

    private LongMap(Node root, int height, int size) {
        this.root = root;
        this.height = height;
        this.size = size;
    }

    /// Receives a number and its value.
    @FunctionalInterface
    public interface Each<V> {
        void accept(long key, V value);
    }

    /// @param taken a bit for each way that leads anywhere
    /// @param below where these lead, in their order: to nodes, or to values at the lowest level
    @SuppressWarnings("ArrayRecordComponent") // nobody compares nodes
    private record Node(long taken, Object[] below) {
        @Nullable Object get(int way) {
            return (taken >>> way & 1) == 0 ? null : below[place(way)];
        }

        private int place(int way) {
            return Long.bitCount(taken & (1L << way) - 1);
        }

        Node with(int way, Object value) {
            int place = place(way);
            if (get(way) != null) {
                Object[] changed = below.clone();
                changed[place] = value;
                return new Node(taken, changed);
            }
            Object[] more = new Object[below.length + 1];
            System.arraycopy(below, 0, more, 0, place);
            more[place] = value;
            System.arraycopy(below, place, more, place + 1, below.length - place);
            return new Node(taken | 1L << way, more);
        }

        Node without(int way) {
            if (get(way) == null) {
                return this;
            }
            int place = place(way);
            Object[] less = new Object[below.length - 1];
            System.arraycopy(below, 0, less, 0, place);
            System.arraycopy(below, place + 1, less, place, less.length - place);
            return new Node(taken & ~(1L << way), less);
        }
    }

    @SuppressWarnings("unchecked") // it holds nothing
    public static <V> LongMap<V> empty() {
        return (LongMap<V>) EMPTY;
    }

    /// All of these at once.
    ///
    /// @param keys ascending
    /// @param values one for each
    public static <V> LongMap<V> of(long[] keys, List<? extends V> values) {
        if (keys.length != values.size()) {
            throw new IllegalArgumentException(values.size() + " values of " + keys.length);
        }
        if (keys.length == 0) {
            return empty();
        }
        int height = 0;
        while (isBeyond(height, keys[keys.length - 1])) {
            height++;
        }
        return new LongMap<>(node(keys, values, 0, keys.length, height), height, keys.length);
    }

    /// @param from the place of the first key below the node
    /// @param end behind that of the last
    private static Node node(long[] keys, List<?> values, int from, int end, int level) {
        long taken = 0;
        List<Object> below = new ArrayList<>();
        int first = from;
        while (first < end) {
            int way = way(keys[first], level);
            int next = first + 1;
            while (level > 0 && next < end && way(keys[next], level) == way) {
                next++;
            }
            taken |= 1L << way;
            below.add(level == 0 ? values.get(first) : node(keys, values, first, next, level - 1));
            first = next;
        }
        return new Node(taken, below.toArray());
    }

    private static int way(long key, int level) {
        return (int) (key >>> (WAY_BITS * level)) & (WAYS - 1);
    }

    private static boolean isBeyond(int height, long key) {
        int bits = WAY_BITS * (height + 1);
        return bits < Long.SIZE && key >>> bits != 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // at the lowest level lie values
    public @Nullable V get(long key) {
        if (isBeyond(height, key)) {
            return null;
        }
        Object found = root;
        for (int level = height; level >= 0 && found != null; level--) {
            found = ((Node) found).get(way(key, level));
        }
        return (V) found;
    }

    public LongMap<V> with(long key, V value) {
        if (isBeyond(height, key)) {
            Node above = isEmpty() ? root : new Node(1, new Object[] {root});
            return new LongMap<V>(above, height + 1, size).with(key, value);
        }
        int more = get(key) == null ? 1 : 0;
        return new LongMap<>(with(root, height, key, value), height, size + more);
    }

    private static Node with(@Nullable Node node, int level, long key, Object value) {
        Node here = node == null ? empty().root : node;
        int way = way(key, level);
        return here.with(
                way, level == 0 ? value : with((Node) here.get(way), level - 1, key, value));
    }

    public LongMap<V> without(long key) {
        if (get(key) == null) {
            return this;
        }
        return size == 1 ? empty() : new LongMap<>(without(root, height, key), height, size - 1);
    }

    private static Node without(Node node, int level, long key) {
        int way = way(key, level);
        if (level > 0 && node.get(way) instanceof Node next) {
            Node less = without(next, level - 1, key);
            return less.taken() == 0 ? node.without(way) : node.with(way, less);
        }
        return node.without(way);
    }

    /// The values, ascending by their numbers.
    public void forEach(Each<? super V> action) {
        visit(root, height, 0, action);
    }

    @SuppressWarnings("unchecked") // at the lowest level lie values
    private static <V> void visit(Node node, int level, long base, Each<? super V> action) {
        int place = 0;
        for (long left = node.taken(); left != 0; left &= left - 1) {
            long key = base + ((long) Long.numberOfTrailingZeros(left) << (WAY_BITS * level));
            Object below = node.below()[place++];
            if (level == 0) {
                action.accept(key, (V) below);
            } else {
                visit((Node) below, level - 1, key, action);
            }
        }
    }

    /// The values, ascending by their numbers.
    public List<V> values() {
        List<V> values = new ArrayList<>(size);
        forEach((_, value) -> values.add(value));
        return values;
    }
}

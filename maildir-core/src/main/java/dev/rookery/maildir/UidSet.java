// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Iterator;
import java.util.function.LongConsumer;
import org.roaringbitmap.PeekableIntIterator;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of UIDs, compressed; ranges cost nothing per member.
///
/// Safe to share between threads. Ranks count from 1, as sequence numbers do.
public final class UidSet implements Iterable<Uid> {
    public static final UidSet EMPTY = new UidSet(new RoaringBitmap());

    private final RoaringBitmap uids;

    private UidSet(RoaringBitmap uids) {
        this.uids = uids;
    }

    public static UidSet of(Uid... uids) {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (Uid uid : uids) {
            bitmap.add((int) uid.value());
        }
        return new UidSet(bitmap);
    }

    /// All UIDs from `first` to `last`, both included.
    public static UidSet range(Uid first, Uid last) {
        RoaringBitmap bitmap = new RoaringBitmap();
        bitmap.add(first.value(), last.value() + 1);
        return new UidSet(bitmap);
    }

    public static Builder builder() {
        return new Builder();
    }

    public boolean isEmpty() {
        return uids.isEmpty();
    }

    public long size() {
        return uids.getLongCardinality();
    }

    public boolean contains(Uid uid) {
        return uids.contains((int) uid.value());
    }

    /// The smallest member.
    ///
    /// @throws java.util.NoSuchElementException if the set is empty
    public Uid first() {
        return new Uid(Integer.toUnsignedLong(uids.first()));
    }

    /// The greatest member.
    ///
    /// @throws java.util.NoSuchElementException if the set is empty
    public Uid last() {
        return new Uid(Integer.toUnsignedLong(uids.last()));
    }

    /// How many members are not greater than `uid`: its place, counted from 1, if it is a member.
    public long rank(Uid uid) {
        return uids.rankLong((int) uid.value());
    }

    /// The member at `place`, counted from 1.
    ///
    /// @throws IndexOutOfBoundsException if there are fewer members
    public Uid select(long place) {
        if (place < 1 || place > size()) {
            throw new IndexOutOfBoundsException("place " + place + " of " + size());
        }
        return new Uid(Integer.toUnsignedLong(uids.select((int) (place - 1))));
    }

    public UidSet and(UidSet other) {
        return new UidSet(RoaringBitmap.and(uids, other.uids));
    }

    public UidSet or(UidSet other) {
        return new UidSet(RoaringBitmap.or(uids, other.uids));
    }

    public UidSet minus(UidSet other) {
        return new UidSet(RoaringBitmap.andNot(uids, other.uids));
    }

    /// The members of one set only.
    public UidSet xor(UidSet other) {
        return new UidSet(RoaringBitmap.xor(uids, other.uids));
    }

    /// Whether any member lies from `first` to `last`, both included.
    public boolean intersects(Uid first, Uid last) {
        return uids.intersects(first.value(), last.value() + 1);
    }

    /// The same set, with long runs stored as such.
    public UidSet compacted() {
        RoaringBitmap copy = uids.clone();
        copy.runOptimize();
        return new UidSet(copy);
    }

    public boolean intersects(UidSet other) {
        return RoaringBitmap.intersects(uids, other.uids);
    }

    /// The members, ascending.
    @Override
    public Iterator<Uid> iterator() {
        PeekableIntIterator members = uids.getIntIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return members.hasNext();
            }

            @Override
            public Uid next() {
                return new Uid(Integer.toUnsignedLong(members.next()));
            }
        };
    }

    /// Calls `action` with each run of consecutive members, ascending; costs nothing per member.
    public void forEachRange(RangeConsumer action) {
        for (long first = uids.nextValue(0); first >= 0; ) {
            long end = uids.nextAbsentValue((int) first);
            action.accept(new Uid(first), new Uid(end < 0 ? Uid.MAX : end - 1));
            first = end < 0 || end > Uid.MAX ? -1 : uids.nextValue((int) end);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet that && uids.equals(that.uids);
    }

    @Override
    public int hashCode() {
        return uids.hashCode();
    }

    /// The members as an IMAP `uid-set`, such as `1:4,7`; empty for the empty set.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        forEachRange((first, last) -> {
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (!first.equals(last)) {
                text.append(':').append(last);
            }
        });
        return text.toString();
    }

    /// Receives a run of consecutive UIDs, both ends included.
    @FunctionalInterface
    public interface RangeConsumer {
        void accept(Uid first, Uid last);
    }

    /// Collects UIDs in any order. Not safe to share between threads.
    public static final class Builder implements LongConsumer {
        private final RoaringBitmap uids = new RoaringBitmap();

        private Builder() {}

        public Builder add(Uid uid) {
            uids.add((int) uid.value());
            return this;
        }

        public Builder addRange(Uid first, Uid last) {
            uids.add(first.value(), last.value() + 1);
            return this;
        }

        @Override
        public void accept(long uid) {
            add(new Uid(uid));
        }

        public UidSet build() {
            RoaringBitmap copy = uids.clone();
            copy.runOptimize();
            return new UidSet(copy);
        }
    }
}

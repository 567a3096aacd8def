// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BinaryOperator;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.ArrayContainer;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.PeekableCharIterator;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of UIDs, compressed; ranges cost nothing per member.
///
/// Safe to share between threads. Ranks count from 1, as sequence numbers do.
///
/// Kept as pages of 65,536 numbers, each a Roaring container. A set made from another one shares
/// the pages that did not change: one member more or less copies one page, whatever the set's size.
public final class UidSet implements Iterable<Uid> {
    public static final UidSet EMPTY = new UidSet(new char[0], new Container[0]);

    private static final int PAGE_BITS = 16;
    private static final int PAGE_MEMBERS = 1 << PAGE_BITS;

    /// The upper halves of the members, ascending, and for each the lower halves.
    private final char[] keys;

    private final Container[] pages;

    /// Members up to the end of each page; made when asked for, the same by whomever.
    private long @Nullable [] ends;

    private UidSet(char[] keys, Container[] pages) {
        this.keys = keys;
        this.pages = pages;
    }

    public static UidSet of(Uid... uids) {
        return switch (uids.length) {
            case 0 -> EMPTY;
            case 1 -> one(uids[0].value());
            default -> {
                Builder builder = builder();
                for (Uid uid : uids) {
                    builder.add(uid);
                }
                yield builder.build();
            }
        };
    }

    private static UidSet one(long uid) {
        return new UidSet(
                new char[] {key(uid)}, new Container[] {new ArrayContainer(new char[] {low(uid)})});
    }

    /// All UIDs from `first` to `last`, both included.
    public static UidSet range(Uid first, Uid last) {
        return builder().addRange(first, last).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Reads what [#serialized] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are no such set
    public static UidSet deserialize(ByteBuffer bytes) {
        RoaringBitmap bitmap = new RoaringBitmap();
        try {
            bitmap.deserialize(bytes);
        } catch (java.io.IOException | RuntimeException damaged) {
            throw new IllegalArgumentException("not a set of UIDs", damaged);
        }
        return ofBitmap(bitmap);
    }

    private static UidSet ofBitmap(RoaringBitmap bitmap) {
        int count = bitmap.getContainerCount();
        char[] keys = new char[count];
        Container[] pages = new Container[count];
        ContainerPointer next = bitmap.getContainerPointer();
        for (int i = 0; i < count; i++) {
            keys[i] = next.key();
            pages[i] = next.getContainer();
            next.advance();
        }
        return count == 0 ? EMPTY : new UidSet(keys, pages);
    }

    /// The set in the portable Roaring format (RoaringFormatSpec).
    public byte[] serialized() {
        RoaringBitmap bitmap = new RoaringBitmap();
        for (int i = 0; i < keys.length; i++) {
            bitmap.append(keys[i], pages[i]);
        }
        byte[] bytes = new byte[bitmap.serializedSizeInBytes()];
        bitmap.serialize(ByteBuffer.wrap(bytes));
        return bytes;
    }

    private static char key(long uid) {
        return (char) (uid >>> PAGE_BITS);
    }

    private static char low(long uid) {
        return (char) uid;
    }

    private long uid(int page, int low) {
        return ((long) keys[page] << PAGE_BITS) + low;
    }

    /// The page that holds `uid` if any does; otherwise the complement of where it would be.
    private int page(long uid) {
        return Arrays.binarySearch(keys, key(uid));
    }

    public boolean isEmpty() {
        return keys.length == 0;
    }

    public long size() {
        return keys.length == 0 ? 0 : ends()[keys.length - 1];
    }

    private long[] ends() {
        long[] known = ends;
        if (known == null) {
            known = new long[pages.length];
            long end = 0;
            for (int i = 0; i < pages.length; i++) {
                end += pages[i].getCardinality();
                known[i] = end;
            }
            ends = known;
        }
        return known;
    }

    public boolean contains(Uid uid) {
        return contains(uid.value());
    }

    /// Like [#contains(Uid)], for loops over many.
    public boolean contains(long uid) {
        int page = page(uid);
        return page >= 0 && pages[page].contains(low(uid));
    }

    /// The smallest member.
    ///
    /// @throws NoSuchElementException if the set is empty
    public Uid first() {
        requireMember();
        return new Uid(uid(0, pages[0].first()));
    }

    /// The greatest member.
    ///
    /// @throws NoSuchElementException if the set is empty
    public Uid last() {
        requireMember();
        int page = pages.length - 1;
        return new Uid(uid(page, pages[page].last()));
    }

    private void requireMember() {
        if (isEmpty()) {
            throw new NoSuchElementException("the set is empty");
        }
    }

    /// How many members are not greater than `uid`: its place, counted from 1, if it is a member.
    public long rank(Uid uid) {
        int page = page(uid.value());
        int before = page < 0 ? ~page : page;
        long rank = before == 0 ? 0 : ends()[before - 1];
        return page < 0 ? rank : rank + pages[page].rank(low(uid.value()));
    }

    /// The member at `place`, counted from 1.
    ///
    /// @throws IndexOutOfBoundsException if there are fewer members
    public Uid select(long place) {
        if (place < 1 || place > size()) {
            throw new IndexOutOfBoundsException("place " + place + " of " + size());
        }
        long[] all = ends();
        int found = Arrays.binarySearch(all, place);
        int page = found < 0 ? ~found : found;
        long before = page == 0 ? 0 : all[page - 1];
        return new Uid(uid(page, pages[page].select((int) (place - before - 1))));
    }

    /// The least member greater than `uid`, or -1.
    public long nextAfter(long uid) {
        if (uid >= Uid.MAX) {
            return -1;
        }
        long from = uid + 1;
        int page = page(from);
        if (page >= 0) {
            int next = pages[page].nextValue(low(from));
            if (next >= 0) {
                return uid(page, next);
            }
            page++;
        } else {
            page = ~page;
        }
        return page < pages.length ? uid(page, pages[page].first()) : -1;
    }

    /// The members of both sets.
    public UidSet and(UidSet other) {
        return combine(other, false, true, false, Container::and);
    }

    /// The members of either set.
    @SuppressWarnings("ReferenceEquality") // a shortcut
    public UidSet or(UidSet other) {
        if (other.isEmpty() || this == other) {
            return this;
        }
        return isEmpty() ? other : combine(other, true, true, true, Container::or);
    }

    /// The members that the other set lacks.
    public UidSet minus(UidSet other) {
        return other.isEmpty() ? this : combine(other, true, false, false, Container::andNot);
    }

    /// The members of one set only.
    public UidSet xor(UidSet other) {
        return combine(other, true, false, true, Container::xor);
    }

    /// @param keepMine whether pages that only this set has belong to the outcome
    /// @param keepEqual whether pages that both sets share do
    /// @param keepOthers whether pages that only the other set has do
    @SuppressWarnings("ReferenceEquality") // a shortcut for pages that are shared
    private UidSet combine(
            UidSet other,
            boolean keepMine,
            boolean keepEqual,
            boolean keepOthers,
            BinaryOperator<Container> both) {
        PageList out = new PageList(keys.length + (keepOthers ? other.keys.length : 0));
        int mine = 0;
        int its = 0;
        while (mine < keys.length && its < other.keys.length) {
            int order = Character.compare(keys[mine], other.keys[its]);
            if (order < 0) {
                out.add(keepMine, this, mine++);
            } else if (order > 0) {
                out.add(keepOthers, other, its++);
            } else if (pages[mine] == other.pages[its]) {
                out.add(keepEqual, this, mine++);
                its++;
            } else {
                out.add(keys[mine], both.apply(pages[mine++], other.pages[its++]));
            }
        }
        while (keepMine && mine < keys.length) {
            out.add(true, this, mine++);
        }
        while (keepOthers && its < other.keys.length) {
            out.add(true, other, its++);
        }
        return out.set();
    }

    /// Whether any member lies from `first` to `last`, both included.
    public boolean intersects(Uid first, Uid last) {
        long next = nextAfter(first.value() - 1);
        return next >= 0 && next <= last.value();
    }

    /// The same set, with long runs stored as such.
    public UidSet compacted() {
        Container[] compact = new Container[pages.length];
        for (int i = 0; i < pages.length; i++) {
            compact[i] = pages[i].runOptimize();
        }
        return new UidSet(keys, compact);
    }

    public boolean intersects(UidSet other) {
        for (int i = 0; i < keys.length; i++) {
            int its = Arrays.binarySearch(other.keys, keys[i]);
            if (its >= 0 && pages[i].intersects(other.pages[its])) {
                return true;
            }
        }
        return false;
    }

    /// The members, ascending.
    @Override
    public Iterator<Uid> iterator() {
        return new Iterator<>() {
            private int page = -1;
            private @Nullable PeekableCharIterator members;

            @Override
            public boolean hasNext() {
                return (members != null && members.hasNext()) || page + 1 < pages.length;
            }

            @Override
            public Uid next() {
                if (members == null || !members.hasNext()) {
                    if (page + 1 >= pages.length) {
                        throw new NoSuchElementException();
                    }
                    members = pages[++page].getCharIterator();
                }
                return new Uid(uid(page, members.next()));
            }
        };
    }

    /// Calls `action` with each member, ascending.
    public void forEachUid(LongConsumer action) {
        for (int page = 0; page < pages.length; page++) {
            long base = uid(page, 0);
            PeekableCharIterator members = pages[page].getCharIterator();
            while (members.hasNext()) {
                action.accept(base + members.next());
            }
        }
    }

    /// Calls `action` with each run of consecutive members, ascending; costs nothing per member.
    public void forEachRange(RangeConsumer action) {
        long begun = -1;
        long end = -1;
        for (int page = 0; page < pages.length; page++) {
            for (int low = pages[page].first(); low >= 0 && low < PAGE_MEMBERS; ) {
                int after = pages[page].nextAbsentValue((char) low);
                long first = uid(page, low);
                if (begun >= 0 && first != end) {
                    action.accept(new Uid(begun), new Uid(end - 1));
                    begun = -1;
                }
                begun = begun < 0 ? first : begun;
                end = uid(page, after);
                low = after >= PAGE_MEMBERS ? -1 : pages[page].nextValue((char) after);
            }
        }
        if (begun >= 0) {
            action.accept(new Uid(begun), new Uid(end - 1));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UidSet that
                && Arrays.equals(keys, that.keys)
                && Arrays.equals(pages, that.pages);
    }

    @Override
    public int hashCode() {
        return isEmpty() ? 0 : Long.hashCode(31 * (31 * size() + first().value()) + last().value());
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

    /// Pages of a set in the making, ascending; empty ones are left out.
    private static final class PageList {
        private final char[] keys;
        private final Container[] pages;
        private int count;

        PageList(int capacity) {
            this.keys = new char[capacity];
            this.pages = new Container[capacity];
        }

        void add(boolean wanted, UidSet from, int page) {
            if (wanted) {
                add(from.keys[page], from.pages[page]);
            }
        }

        void add(char key, Container page) {
            if (!page.isEmpty()) {
                keys[count] = key;
                pages[count++] = page;
            }
        }

        UidSet set() {
            return count == 0
                    ? EMPTY
                    : new UidSet(Arrays.copyOf(keys, count), Arrays.copyOf(pages, count));
        }
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
            uids.add((int) uid);
        }

        /// Whether the UID was added.
        public boolean contains(long uid) {
            return uids.contains((int) uid);
        }

        public UidSet build() {
            RoaringBitmap copy = uids.clone();
            copy.runOptimize();
            return ofBitmap(copy);
        }
    }
}

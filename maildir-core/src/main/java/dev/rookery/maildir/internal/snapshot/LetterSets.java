// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.util.Arrays;

/// For each letter that a file name can bear, a set of messages. Immutable; letters go by their
/// bit, as [dev.rookery.maildir.internal.filename.FlagLetters] counts them.
public final class LetterSets {
    public static final int LETTERS = 32;
    public static final LetterSets NONE = new LetterSets(emptySets());

    private final UidSet[] sets;

    private LetterSets(UidSet[] sets) {
        this.sets = sets;
    }

    private static UidSet[] emptySets() {
        UidSet[] sets = new UidSet[LETTERS];
        Arrays.fill(sets, UidSet.EMPTY);
        return sets;
    }

    public UidSet of(int letter) {
        return sets[letter];
    }

    /// The letters of one message.
    public int of(long uid) {
        int bits = 0;
        for (int letter = 0; letter < LETTERS; letter++) {
            if (sets[letter].contains(uid)) {
                bits |= 1 << letter;
            }
        }
        return bits;
    }

    /// All messages with any letter.
    public UidSet uids() {
        UidSet all = UidSet.EMPTY;
        for (UidSet set : sets) {
            all = all.or(set);
        }
        return all;
    }

    public LetterSets with(int letter, UidSet uids) {
        if (sets[letter].equals(uids)) {
            return this;
        }
        UidSet[] changed = sets.clone();
        changed[letter] = uids;
        return new LetterSets(changed);
    }

    public LetterSets plus(int letter, UidSet uids) {
        return uids.isEmpty() ? this : with(letter, sets[letter].or(uids));
    }

    /// Gives one message exactly these letters.
    public LetterSets set(UidSet one, int bits) {
        LetterSets changed = this;
        for (int letter = 0; letter < LETTERS; letter++) {
            boolean wanted = ((bits >>> letter) & 1) != 0;
            UidSet now = sets[letter];
            if (wanted != now.intersects(one)) {
                changed = changed.with(letter, wanted ? now.or(one) : now.minus(one));
            }
        }
        return changed;
    }

    public LetterSets minus(UidSet uids) {
        LetterSets changed = this;
        for (int letter = 0; letter < LETTERS; letter++) {
            if (sets[letter].intersects(uids)) {
                changed = changed.with(letter, sets[letter].minus(uids));
            }
        }
        return changed;
    }

    /// With long runs stored as such.
    LetterSets compacted() {
        UidSet[] compact = new UidSet[LETTERS];
        for (int letter = 0; letter < LETTERS; letter++) {
            compact[letter] = sets[letter].compacted();
        }
        return new LetterSets(compact);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LetterSets that && Arrays.equals(sets, that.sets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sets);
    }
}

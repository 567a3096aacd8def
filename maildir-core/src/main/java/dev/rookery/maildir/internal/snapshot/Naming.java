// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names that files have now: what they change of [FileNames] is copied once for all of them.
final class Naming {
    private final FileNames before;
    private final UidSet.Builder uids = UidSet.builder();
    private final UidSet.Builder inNew = UidSet.builder();
    private final UidSet.@Nullable Builder[] shown =
            new UidSet.@Nullable Builder[LetterSets.LETTERS];
    private final Map<Long, String> odd = new HashMap<>();

    Naming(FileNames before) {
        this.before = before;
    }

    void add(long uid, MessageFileName name, boolean nowInNew) {
        uids.accept(uid);
        if (nowInNew) {
            inNew.accept(uid);
        }
        int letters = name.letterBits();
        for (int left = letters; left != 0; left &= left - 1) {
            int letter = Integer.numberOfTrailingZeros(left);
            UidSet.Builder bearers = shown[letter];
            if (bearers == null) {
                bearers = UidSet.builder();
                shown[letter] = bearers;
            }
            bearers.accept(uid);
        }
        if (!isPlain(name, letters, nowInNew)) {
            odd.put(uid, name.text());
        }
    }

    private static boolean isPlain(MessageFileName name, int letters, boolean inNew) {
        String plain = inNew ? name.base() : name.base() + ":2," + FlagLetters.text(letters);
        return plain.equals(name.text());
    }

    /// The messages whose files were named.
    UidSet uids() {
        return uids.build();
    }

    FileNames all() {
        FileNames others = before.minus(uids());
        LetterSets letters = others.shown();
        for (int letter = 0; letter < shown.length; letter++) {
            UidSet.Builder bearers = shown[letter];
            if (bearers != null) {
                letters = letters.plus(letter, bearers.build());
            }
        }
        return new FileNames(others.inNew().or(inNew.build()), letters, others.odd().with(odd));
    }
}

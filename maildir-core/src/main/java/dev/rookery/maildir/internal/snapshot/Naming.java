// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names that files have now: what they change of [FileNames] is copied once for all of them.
final class Naming {
    private final FileNames before;
    private final UidSet.Builder uids = UidSet.builder();
    private final UidSet.Builder inNew = UidSet.builder();
    private final UidSet.Builder contrary = UidSet.builder();
    private final UidSet.@Nullable Builder[] shown =
            new UidSet.@Nullable Builder[LetterSets.LETTERS];
    private final Map<Long, String> endings = new HashMap<>();

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
        String ending = name.ending();
        boolean hasInfo = ending.equals(MessageFileName.info(letters));
        if (!hasInfo && !ending.isEmpty()) {
            endings.put(uid, ending);
        } else if (hasInfo == nowInNew) {
            contrary.accept(uid);
        }
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
        return new FileNames(
                others.inNew().or(inNew.build()),
                others.contrary().or(contrary.build()),
                letters,
                others.endings().with(endings));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.Optional;

/// Under which names the files of messages lie, apart from their bases: in which directory, and
/// showing which letters. Names that other programs gave and that we would not write so are kept
/// whole. Immutable.
///
/// @param inNew messages whose files lie in `new/`; all others lie in `cur/`
/// @param shown the letters that names show
/// @param odd whole names of files that have other things behind their bases
public record FileNames(UidSet inNew, LetterSets shown, OddNames odd) {
    public static final FileNames NONE =
            new FileNames(UidSet.EMPTY, LetterSets.NONE, OddNames.NONE);

    public boolean isInNew(long uid) {
        return inNew.contains(uid);
    }

    public String name(long uid, String base) {
        Optional<String> whole = odd.name(uid);
        if (whole.isPresent()) {
            return whole.get();
        }
        return isInNew(uid) ? base : base + ":2," + FlagLetters.text(shown.of(uid));
    }

    public FileNames with(long uid, MessageFileName name, boolean nowInNew) {
        Naming one = new Naming(this);
        one.add(uid, name, nowInNew);
        return one.all();
    }

    /// All of `uids` lie in `cur/` and show exactly these letters.
    public FileNames with(UidSet uids, int letters) {
        LetterSets now = shown.minus(uids);
        for (int left = letters; left != 0; left &= left - 1) {
            now = now.plus(Integer.numberOfTrailingZeros(left), uids);
        }
        return new FileNames(inNew.minus(uids), now, odd.without(uids));
    }

    public FileNames minus(UidSet uids) {
        return new FileNames(inNew.minus(uids), shown.minus(uids), odd.without(uids));
    }
}

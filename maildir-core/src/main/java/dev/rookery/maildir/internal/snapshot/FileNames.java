// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.Optional;

/// Under which names the files of messages lie, apart from their bases: in which directory, and
/// showing which letters. We write names with an info in `cur/`, and without one in `new/`; others
/// may do otherwise, and their names are kept as they are. Immutable.
///
/// @param inNew messages whose files lie in `new/`; all others lie in `cur/`
/// @param contrary messages whose names have an info in `new/`, or none in `cur/`
/// @param shown the letters that names show
/// @param endings what stands behind bases where that is no info as we write it
public record FileNames(UidSet inNew, UidSet contrary, LetterSets shown, Endings endings) {
    public static final FileNames NONE =
            new FileNames(UidSet.EMPTY, UidSet.EMPTY, LetterSets.NONE, Endings.NONE);

    public boolean isInNew(long uid) {
        return inNew.contains(uid);
    }

    public String name(long uid, String base) {
        Optional<String> ending = endings.of(uid);
        if (ending.isPresent()) {
            return base + ending.get();
        }
        boolean hasInfo = inNew.contains(uid) == contrary.contains(uid);
        return hasInfo ? base + MessageFileName.info(shown.of(uid)) : base;
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
        return new FileNames(inNew.minus(uids), contrary.minus(uids), now, endings.without(uids));
    }

    public FileNames minus(UidSet uids) {
        return new FileNames(
                inNew.minus(uids), contrary.minus(uids), shown.minus(uids), endings.without(uids));
    }

    /// With long runs stored as such.
    FileNames compacted() {
        return new FileNames(
                inNew.compacted(), contrary.compacted(), shown.compacted(), endings.compacted());
    }
}

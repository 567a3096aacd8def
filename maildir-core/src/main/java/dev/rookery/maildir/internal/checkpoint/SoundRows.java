// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.ModSeqCursor;
import dev.rookery.maildir.internal.index.ModSeqSegment;
import dev.rookery.maildir.internal.index.RowCursor;
import dev.rookery.maildir.internal.index.RowSegment;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Sizes;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What can still be read of the rows of a folder, some of whose index files are damaged.
///
/// @param uids of rows that can be read, those in memory included
/// @param doubtful messages whose last mod-sequence may be lost
/// @param sizes of the messages with such rows together
public record SoundRows(UidSet uids, UidSet doubtful, Sizes sizes) {
    /// Reads all pages of rows and mod-sequences once.
    ///
    /// @param damage hears of each that cannot be read
    public static SoundRows of(FolderState folder, Consumer<CorruptIndexException> damage)
            throws IOException {
        return folder.snapshot().storedRows() instanceof IndexedRows stored
                ? of(folder, stored, damage)
                : new SoundRows(folder.snapshot().uids(), UidSet.EMPTY, folder.sizes());
    }

    private static SoundRows of(
            FolderState folder, IndexedRows stored, Consumer<CorruptIndexException> damage)
            throws IOException {
        UidSet there = folder.snapshot().uids();
        UidSet.Builder sound = UidSet.builder();
        Sizes[] sizes = {Sizes.NONE};
        try {
            for (Held<RowSegment> held : stored.rows()) {
                try (RowCursor rows = held.segment().cursor()) {
                    while (rows.nextSound(damage)) {
                        sound.accept(rows.uid());
                        if (there.contains(rows.uid())) {
                            sizes[0] = sizes[0].plus(rows.physicalBytes(), rows.virtualBytes());
                        }
                    }
                }
            }
            UidSet recent = there.minus(FolderStore.upTo(stored.lastUid()));
            folder.snapshot()
                    .forEachRow(
                            recent,
                            row ->
                                    sizes[0] =
                                            sizes[0].plus(row.physicalBytes(), row.virtualBytes()));
            return new SoundRows(
                    sound.build().or(recent), doubtful(stored, damage).and(there), sizes[0]);
        } finally {
            Reference.reachabilityFence(stored);
        }
    }

    private static UidSet doubtful(IndexedRows stored, Consumer<CorruptIndexException> damage)
            throws IOException {
        UidSet doubtful = UidSet.EMPTY;
        for (Held<ModSeqSegment> held : stored.modSeqs()) {
            ModSeqSegment segment = held.segment();
            List<CorruptIndexException> here = new ArrayList<>();
            try (ModSeqCursor pairs = segment.cursor()) {
                while (pairs.nextSound(here::add)) {
                    // Reading is all there is to it.
                }
            }
            here.forEach(damage);
            if (!here.isEmpty()) {
                doubtful = doubtful.or(FolderStore.between(segment.firstUid(), segment.lastUid()));
            }
        }
        return doubtful;
    }
}

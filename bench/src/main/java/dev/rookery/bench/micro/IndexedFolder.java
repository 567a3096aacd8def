// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.Optional;

/// A folder of made-up messages whose index was written to disk; there are no messages.
final class IndexedFolder implements AutoCloseable {
    static final long FIRST_DATE = 1_700_000_000L;
    static final long BYTES = 4_096;
    static final int ID = 1;
    private static final String IDENTITY = "made-up";
    private static final long CACHE_BYTES = 32L * 1024 * 1024;

    private final WorkDirectory work = WorkDirectory.create();
    private final SegmentPool pool = new SegmentPool(new BlockCache(CACHE_BYTES));
    private final Directory directory;
    private final FolderStore store;
    private FolderState state;
    private long writes;

    IndexedFolder(int messages) throws IOException {
        directory = new LinuxDisk(Durability.POWER_CUT).open(work.path());
        store = new FolderStore(pool, directory, Optional.empty());
        FolderState growing = FolderState.empty(ID, new UidValidity(1));
        for (int uid = 1; uid <= messages; uid++) {
            growing = growing.after(added(uid));
        }
        state = growing;
        write(state);
    }

    static Entry.MessageAdded added(long uid) {
        long date = FIRST_DATE + uid;
        String name = date + ".M" + uid % 1_000_000 + "R0123456789abcdefQ7.host,S=4096:2,";
        return new Entry.MessageAdded(
                ID,
                uid,
                uid + 1,
                Flags.NONE,
                date,
                date,
                BYTES,
                BYTES,
                name,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// As of the last write.
    FolderState state() {
        return state;
    }

    /// The state with single messages flagged, or not flagged any more, evenly spread.
    FolderState withFlagChanges(int changes, boolean flag) throws IOException {
        Flags flagged = Flags.of(SystemFlag.FLAGGED);
        FlagChange change = flag ? FlagChange.add(flagged) : FlagChange.remove(flagged);
        long messages = state.snapshot().uids().size();
        FolderState changed = state;
        for (int i = 0; i < changes; i++) {
            UidSet one = UidSet.of(new Uid(1 + i * messages / changes));
            long modSeq = changed.snapshot().highestModSeq().value() + 1;
            changed = changed.after(new Entry.FlagsChanged(ID, modSeq, one, change));
        }
        return changed;
    }

    /// Writes it to disk, durably.
    void write(FolderState changed) throws IOException {
        state = store.write(changed, IDENTITY, ++writes).state();
    }

    /// What lies on disk.
    FolderState read() throws IOException {
        return store.read().orElseThrow().state();
    }

    @Override
    public void close() throws IOException {
        try (work;
                directory;
                pool) {
            state = FolderState.empty(ID, new UidValidity(1));
        }
    }
}

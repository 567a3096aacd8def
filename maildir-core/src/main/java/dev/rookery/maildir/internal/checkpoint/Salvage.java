// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.HeadFile;
import dev.rookery.maildir.internal.index.ModSeqSegment;
import dev.rookery.maildir.internal.index.RowSegment;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.ExpungeLog;
import dev.rookery.maildir.internal.snapshot.Flagging;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.BufferUnderflowException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads what is sound of a damaged index.
///
/// With a whole head, each message whose row can be read keeps its UID. Without one, all messages
/// get new UIDs, behind the greatest that any index file shows and a leap. The history of expunges
/// ends: who asks for it is told all UIDs that are left. Files that had to go and are still there
/// come back as new mail, which is better than losing one.
final class Salvage {
    private static final System.Logger LOG = System.getLogger(Salvage.class.getName());

    private static final int PIECE = 4_096;

    private final FolderStore store;
    private final int folder;
    private final UidValidity uidValidity;
    private final String identity;
    private final long jump;
    private final Set<String> said = new HashSet<>();

    Salvage(FolderStore store, int folder, UidValidity uidValidity, String identity, long jump) {
        this.store = store;
        this.folder = folder;
        this.uidValidity = uidValidity;
        this.identity = identity;
        this.jump = jump;
    }

    FolderStore.Stored run() throws IOException {
        SortedMap<Integer, byte[]> sections = sections();
        Optional<FolderSections.About> about = about(sections);
        if (about.isPresent()) {
            try {
                IndexedRows rows = rows(sections);
                boolean whole = rows.files().size() == filesNamed(sections);
                FolderState kept = kept(FolderSections.read(sections, rows), whole);
                return new FolderStore.Stored(kept, identity, about.get().sequence());
            } catch (IllegalArgumentException | BufferUnderflowException incomplete) {
                return numbersOnly(about.get().uidNext(), about.get().highestModSeq());
            }
        }
        return numbersOnly(1, 1);
    }

    private SortedMap<Integer, byte[]> sections() throws IOException {
        return switch (store.head()) {
            case HeadFile.Absent _ -> new TreeMap<>();
            case HeadFile.Sound(SortedMap<Integer, byte[]> sections) -> sections;
            case HeadFile.Damaged damaged -> damaged.sound();
            case HeadFile.LaterVersion(int version) -> throw store.laterVersion(version);
        };
    }

    /// What section 1 says, if it is of this folder.
    private Optional<FolderSections.About> about(SortedMap<Integer, byte[]> sections) {
        try {
            return Optional.of(FolderSections.about(sections))
                    .filter(about ->
                            about.folder() == folder
                                    && about.identity().equals(identity)
                                    && about.uidValidity() == uidValidity.value());
        } catch (IllegalArgumentException | BufferUnderflowException none) {
            return Optional.empty();
        }
    }

    /// The files of rows that the head names, those left out that cannot be opened.
    private IndexedRows rows(SortedMap<Integer, byte[]> sections) throws IOException {
        return store.rows(FolderSections.reader(sections, FolderSections.FILES), true);
    }

    private static int filesNamed(SortedMap<Integer, byte[]> sections) {
        SectionReader in = FolderSections.reader(sections, FolderSections.FILES);
        long _ = in.number();
        return in.count(Integer.BYTES + Long.BYTES);
    }

    /// @param whole whether all files are there: otherwise mod-sequences may have been greater than
    ///   what is left says
    private FolderState kept(FolderState found, boolean whole) throws IOException {
        MailboxSnapshot before = found.snapshot();
        long highest = before.highestModSeq().value() + 1;
        FolderState state = begin(before.uidNext().value(), highest);
        for (int letter = 0; letter < KeywordLetters.LETTERS; letter++) {
            Optional<String> word = found.letters().word(letter);
            if (word.isPresent()) {
                state = state.after(new Entry.KeywordLettered(folder, letter, word.get()));
            }
        }
        List<Entry.MessageAdded> messages = new ArrayList<>();
        for (Uid uid : before.uids()) {
            message(found, uid, whole ? modSeq(before, uid, highest) : highest)
                    .ifPresent(messages::add);
            if (messages.size() == PIECE) {
                state = state.added(messages);
                messages.clear();
            }
        }
        return state.added(messages);
    }

    private long modSeq(MailboxSnapshot snapshot, Uid uid, long ifUnknown) throws IOException {
        try {
            return snapshot.modSeq(uid).value();
        } catch (CorruptIndexException unreadable) {
            say(unreadable);
            return ifUnknown;
        }
    }

    /// Once for each place.
    private void say(CorruptIndexException damage) {
        if (said.add(String.valueOf(damage.getMessage()))) {
            LOG.log(Level.WARNING, "left out: {0}", damage.getMessage());
        }
    }

    private Optional<Entry.MessageAdded> message(FolderState found, Uid uid, long modSeq)
            throws IOException {
        try {
            MailboxSnapshot snapshot = found.snapshot();
            Optional<Row> row = snapshot.row(uid.value());
            if (row.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Entry.MessageAdded(
                            folder,
                            uid.value(),
                            modSeq,
                            snapshot.flags(uid),
                            row.get().dateSeconds(),
                            row.get().savedSeconds(),
                            row.get().physicalBytes(),
                            row.get().virtualBytes(),
                            found.fileName(row.get()),
                            found.isInNew(uid.value()),
                            Optional.empty(),
                            row.get()
                                    .origin()
                                    .map(from -> new Entry.Place(from.folder(), from.uid())),
                            Optional.empty()));
        } catch (CorruptIndexException unreadable) {
            say(unreadable);
            return Optional.empty();
        }
    }

    /// All of the journal that is left comes on top of it.
    private FolderStore.Stored numbersOnly(long uidNext, long highestModSeq) throws IOException {
        long next = uidNext;
        long highest = highestModSeq;
        for (String name : store.segmentNames()) {
            try {
                long[] greatest = greatest(name);
                next = Math.max(next, greatest[0] + 1);
                highest = Math.max(highest, greatest[1]);
            } catch (CorruptIndexException | NoSuchFileException nothing) {
                LOG.log(Level.WARNING, "tells nothing of UIDs: {0}", nothing.getMessage());
            }
        }
        FolderState state = begin(Math.min(next + jump, Uid.MAX), highest + jump);
        return new FolderStore.Stored(state, identity, 0);
    }

    /// The greatest UID and mod-sequence in an index file.
    private long[] greatest(String name) throws IOException {
        Directory home = store.home();
        if (name.startsWith(Held.PREFIX + "rows.")) {
            try (RowSegment rows = RowSegment.open(home, name, store.pool().cache())) {
                return new long[] {rows.lastUid(), rows.maxModSeq()};
            }
        }
        try (ModSeqSegment pairs = ModSeqSegment.open(home, name, store.pool().cache())) {
            return new long[] {pairs.lastUid(), pairs.maxModSeq()};
        }
    }

    private FolderState begin(long uidNext, long highestModSeq) {
        MailboxSnapshot none =
                MailboxSnapshot.stored(
                        new MailboxSnapshot.Counters(uidValidity, uidNext, highestModSeq),
                        UidSet.EMPTY,
                        Flagging.of(Map.of(), Map.of()),
                        IndexedRows.NONE,
                        ExpungeLog.completeSince(highestModSeq));
        return FolderState.empty(folder, uidValidity).with(none);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the journal tells: which folders there are, and what happened to them since their indexes
/// were written. As much as an opening keeps in memory.
final class Told implements JournalFiles.Replay {
    private final Map<Integer, Folder> folders = new HashMap<>();
    private final Map<Integer, List<Numbered>> entries = new HashMap<>();

    /// Folders that had no messages yet when the journal began.
    private final Set<Integer> beganEmpty = new HashSet<>();

    /// Folders that had some, which their indexes tell of.
    private final Set<Integer> beganIndexed = new HashSet<>();

    /// How far the indexes of folders had counted when the journal began.
    private final Map<Integer, Entry.Counters> began = new HashMap<>();

    /// Where directories of renamed folders may still lie.
    private final Map<Integer, FolderPath> formerPaths = new HashMap<>();

    private long lastSequence;
    private boolean doubtful;

    /// A folder, as the journal calls it.
    record Folder(
            int id, MailboxName name, FolderPath path, UidValidity uidValidity, String identity) {
        Folder renamed(MailboxName newName, FolderPath newPath) {
            return new Folder(id, newName, newPath, uidValidity, identity);
        }
    }

    private record Numbered(long sequence, Entry.OfFolder entry) {}

    @Override
    public void entry(long sequence, Entry entry) {
        lastSequence = Math.max(lastSequence, sequence);
        switch (entry) {
            case Entry.FolderAdded e -> added(sequence, e);
            case Entry.FolderRenamed e ->
                    folders.computeIfPresent(
                            e.folder(),
                            (id, before) -> {
                                formerPaths.put(id, before.path());
                                return before.renamed(e.name(), e.path());
                            });
            case Entry.FolderRemoved e -> {
                folders.remove(e.folder());
                entries.remove(e.folder());
                formerPaths.remove(e.folder());
            }
            case Entry.FoldersSettled _ -> formerPaths.clear();
            case Entry.AccountCounters _, Entry.FolderAssigned _, Entry.Annotated _ -> {}
            case Entry.OfFolder e -> ofFolder(sequence, e);
        }
    }

    private void added(long sequence, Entry.FolderAdded e) {
        folders.put(
                e.folder(),
                new Folder(
                        e.folder(),
                        e.name(),
                        e.path(),
                        new UidValidity(e.uidValidity()),
                        e.identity()));
        if (sequence != 0) {
            beganEmpty.add(e.folder());
        }
    }

    private void ofFolder(long sequence, Entry.OfFolder e) {
        entries.computeIfAbsent(e.folder(), _ -> new ArrayList<>()).add(new Numbered(sequence, e));
        boolean first = sequence == 0 && lastSequence == 0;
        if (first && e instanceof Entry.Counters counters) {
            began.put(e.folder(), counters);
            Set<Integer> began = counters.uidNext() > 1 ? beganIndexed : beganEmpty;
            began.add(e.folder());
        }
    }

    /// Where a folder's directory may still lie: a rename may not have come to it.
    Optional<FolderPath> formerPath(Folder folder) {
        return Optional.ofNullable(formerPaths.get(folder.id()));
    }

    /// Whether the journal tells everything of a folder, so that it needs no index.
    boolean tellsAllOf(Folder folder) {
        return beganEmpty.contains(folder.id());
    }

    /// Whether a folder never had anything in it: its directory may not have been made yet.
    boolean mayBeUnmade(Folder folder) {
        return tellsAllOf(folder) && entries.getOrDefault(folder.id(), List.of()).isEmpty();
    }

    /// Whether the journal goes on from an index that the folder must have.
    boolean goesOnFromIndexOf(Folder folder) {
        return beganIndexed.contains(folder.id());
    }

    /// How far the journal says that a folder had counted when it began, if an index is older.
    Optional<Entry.Counters> before(FolderState stored) {
        return Optional.ofNullable(began.get(stored.id()))
                .filter(then -> stored.snapshot().isBehind(then.uidNext(), then.highestModSeq()));
    }

    /// A folder without what an older index tells of it.
    FolderState after(Folder folder, Entry.Counters then) throws IOException {
        FolderState none = FolderState.empty(folder.id(), folder.uidValidity());
        return after(
                none.with(none.snapshot().goingOnFrom(then.uidNext(), then.highestModSeq())), 0);
    }

    /// The messages of a folder that came since its index was written, by UID.
    Map<Long, Entry.MessageAdded> added(Folder folder) {
        Map<Long, Entry.MessageAdded> added = new HashMap<>();
        for (Numbered each : entries.getOrDefault(folder.id(), List.of())) {
            if (each.entry() instanceof Entry.MessageAdded message) {
                added.put(message.uid(), message);
            }
        }
        return added;
    }

    /// The journal ends with the entry of that number, which it need not repeat.
    void ended(long sequence) {
        lastSequence = Math.max(lastSequence, sequence);
    }

    /// Something of the journal may be missing.
    void doubted() {
        doubtful = true;
    }

    boolean isDoubtful() {
        return doubtful;
    }

    long lastSequence() {
        return lastSequence;
    }

    Optional<Folder> folder(int id) {
        return Optional.ofNullable(folders.get(id));
    }

    Collection<Folder> folders() {
        return folders.values();
    }

    /// A folder as it is now.
    ///
    /// @param sequence of the last entry that `stored` includes
    FolderState after(FolderState stored, long sequence) throws IOException {
        FolderState state = stored;
        for (Numbered each : entries.getOrDefault(stored.id(), List.of())) {
            if (each.sequence() == 0 || each.sequence() > sequence) {
                state = state.after(each.entry());
            }
        }
        return state;
    }
}

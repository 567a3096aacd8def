// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Sizes;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An account as index and journal tell it. Folders are read from the index when they are needed.
///
/// Changed by the account's writer only, by whole groups; the table and what is loaded may be read
/// by anybody.
final class AccountState implements JournalFiles.Replay {
    private static final System.Logger LOG = System.getLogger(AccountState.class.getName());

    private final FolderIndex index;
    private final Tail tail = new Tail();
    private final Map<Integer, FolderState> loaded = new ConcurrentHashMap<>();

    /// Bodies whose files are not durable yet.
    private final Map<Entry.Place, Body> bodies = new ConcurrentHashMap<>();

    /// What the journal says of folders that are not loaded.
    private final Map<Integer, List<Tail.Numbered>> queued = new HashMap<>();

    /// How far folders had counted when an epoch began, if that is not in memory.
    private final Map<Integer, Entry.Counters> reached = new HashMap<>();

    /// Folders whose whole history is in the tail.
    private final Set<Integer> born = new HashSet<>();

    /// Folders whose index was damaged when it was read, and not written since.
    private final Set<Integer> salvaged = new HashSet<>();

    /// Entries of the tail that were in an index already when it was read.
    private final Set<Entry> indexed = Collections.newSetFromMap(new IdentityHashMap<>());

    /// What each folder counts for in the quota; nothing before somebody asks.
    private final Map<Integer, Usage> usages = new HashMap<>();

    private volatile Optional<Usage> usage = Optional.empty();
    private volatile QuotaLimits limits = QuotaLimits.NONE;
    private volatile FolderTable table = FolderTable.EMPTY;

    AccountState(FolderIndex index) {
        this.index = index;
    }

    FolderTable table() {
        return table;
    }

    /// What happened since the index was written.
    Tail tail() {
        return tail;
    }

    // Recovery.

    @Override
    public void entry(long sequence, Entry entry) {
        boolean repeated = sequence == 0;
        if (!repeated) {
            tail.read(sequence, entry);
        } else if (tail.isEmpty() && entry instanceof Entry.OfAccount e) {
            tail.base(tail.base().after(e));
        } else if (tail.isEmpty() && entry instanceof Entry.Counters e) {
            tail.base(e);
        }
        if (!repeated && entry instanceof Entry.FolderAdded e) {
            born.add(e.folder());
        }
        switch (entry) {
            case Entry.OfAccount e -> table = table.after(e);
            case Entry.Counters e when repeated -> reached.put(e.folder(), e);
            case Entry.OfFolder e ->
                    queued.computeIfAbsent(e.folder(), _ -> new ArrayList<>())
                            .add(new Tail.Numbered(sequence, e));
        }
        note(entry);
    }

    /// Goes on after damage: leaves room in every folder for what may have been told to clients and
    /// is not known, and numbers anew what the indexes do not have.
    void doubt(long by, long lastSequence) throws IOException {
        for (FolderInfo folder : table.folders()) {
            var _ = folder(folder.id());
        }
        tail.renumber(lastSequence + 1, indexed);
        for (FolderInfo folder : table.folders()) {
            FolderState jumped = folder(folder.id()).orElseThrow().jumped(by);
            loaded.put(folder.id(), jumped);
            tail.add(counters(jumped));
        }
    }

    /// Lets new folders get values above `highest`, which the account has used up.
    void giveUidValiditiesAbove(long highest) {
        if (highest > table.highestUidValidity()) {
            entry(0, new Entry.AccountCounters(0, highest));
        }
    }

    // Folders.

    /// A folder if it is in memory already.
    Optional<FolderState> loaded(int id) {
        return Optional.ofNullable(loaded.get(id));
    }

    Collection<FolderState> loaded() {
        return Collections.unmodifiableCollection(loaded.values());
    }

    /// A folder, read from the index if need be. For the writer only.
    Optional<FolderState> folder(int id) throws IOException {
        FolderState known = loaded.get(id);
        Optional<FolderInfo> info = table.folder(id);
        if (known != null || info.isEmpty()) {
            return Optional.ofNullable(known);
        }
        FolderIndex.Stored stored =
                index.read(info.get(), born.contains(id) || reached.containsKey(id));
        FolderState state = stored.state();
        List<Tail.Numbered> news = queued.getOrDefault(id, List.of());
        for (Tail.Numbered each : news) {
            if (each.sequence() == 0 || each.sequence() > stored.sequence()) {
                state = state.after((Entry.OfFolder) each.entry());
            } else {
                indexed.add(each.entry());
            }
        }
        if (!stored.sound()) {
            salvaged.add(id);
        }
        if (stored.sequence() == 0) {
            state = unindexed(stored.state(), state);
        }
        queued.remove(id);
        loaded.put(id, state);
        return Optional.of(state);
    }

    /// Forgets folders as far as their index tells all of them again. For the writer only.
    void unload(Collection<Integer> folders) {
        Set<Integer> changed = tail.folders();
        for (int id : folders) {
            FolderState known = loaded.get(id);
            if (known != null && !changed.contains(id) && !salvaged.contains(id)) {
                reached.put(id, counters(known));
                loaded.remove(id);
            }
        }
    }

    /// A folder without an index: if it had counted further than that before the journal tells of
    /// it, it had one, and somebody removed it.
    ///
    /// @param now what the journal adds to what is stored
    private FolderState unindexed(FolderState stored, FolderState now) {
        Optional<Entry.Counters> then =
                tail.counted(stored.id())
                        .filter(_ -> !born.contains(stored.id()))
                        .filter(counters -> isBehind(stored.snapshot(), counters));
        if (then.isEmpty()) {
            return now;
        }
        LOG.log(
                Level.WARNING,
                "an index is gone: folder {0} is read anew",
                table.folder(now.id()).map(FolderInfo::name).orElseThrow());
        MailboxSnapshot snapshot = now.snapshot();
        return now.with(snapshot.goingOnFrom(then.get().uidNext(), then.get().highestModSeq()));
    }

    private static boolean isBehind(MailboxSnapshot snapshot, Entry.Counters counters) {
        return snapshot.uidNext().value() < counters.uidNext()
                || snapshot.highestModSeq().value() < counters.highestModSeq();
    }

    /// What an epoch begins with: the folders, and how far each has counted.
    List<Entry> image() {
        List<Entry> all = new ArrayList<>(table.entries());
        all.addAll(counters());
        return all;
    }

    /// How far each folder has counted, as far as that was ever asked.
    List<Entry.Counters> counters() {
        List<Entry.Counters> counters = new ArrayList<>();
        for (FolderInfo folder : table.folders()) {
            FolderState known = loaded.get(folder.id());
            Optional<Entry.Counters> then =
                    known == null
                            ? Optional.ofNullable(reached.get(folder.id()))
                            : Optional.of(counters(known));
            then.ifPresent(counters::add);
        }
        return counters;
    }

    private static Entry.Counters counters(FolderState folder) {
        return new Entry.Counters(
                folder.id(),
                folder.snapshot().uidNext().value(),
                folder.snapshot().highestModSeq().value());
    }

    Optional<Body> body(int folder, long uid) {
        return Optional.ofNullable(bodies.get(new Entry.Place(folder, uid)));
    }

    // Quota.

    QuotaLimits limits() {
        return limits;
    }

    /// Changes the limits; what is there stays, even if it is too much now.
    void limit(QuotaLimits next) {
        limits = next;
    }

    /// What the account holds, if it was counted before.
    Optional<Usage> counted() {
        return usage;
    }

    /// What the account holds; counted by the first who asks, from the heads of the indexes. For
    /// the writer only.
    Usage usage() throws IOException {
        if (usage.isEmpty()) {
            usages.clear();
            Usage sum = Usage.NOTHING;
            for (FolderInfo folder : table.folders()) {
                Usage each = queued.containsKey(folder.id()) ? load(folder) : usageOf(folder);
                usages.put(folder.id(), each);
                sum = sum.plus(each);
            }
            usage = Optional.of(sum);
        }
        return usage.get();
    }

    private Usage load(FolderInfo folder) throws IOException {
        return folder(folder.id()).orElseThrow().usage();
    }

    private Usage usageOf(FolderInfo folder) throws IOException {
        FolderState known = loaded.get(folder.id());
        return known == null ? index.usage(folder) : known.usage();
    }

    /// What the account would hold after these changes. For the writer only.
    Usage usageWith(Map<Integer, FolderState> changed) throws IOException {
        Usage sum = usage();
        for (FolderState folder : changed.values()) {
            sum = sum.plus(folder.usage()).minus(usageBefore(folder.id()));
        }
        return sum;
    }

    private Usage usageBefore(int folder) {
        return usages.getOrDefault(folder, Usage.NOTHING);
    }

    private void carryOn(Map<Integer, FolderState> changed, boolean foldersWent) {
        if (usage.isEmpty()) {
            return;
        }
        Usage sum = usage.get();
        for (FolderState folder : changed.values()) {
            sum = sum.plus(folder.usage()).minus(usageBefore(folder.id()));
            usages.put(folder.id(), folder.usage());
        }
        if (foldersWent) {
            List<Integer> gone = new ArrayList<>(usages.keySet());
            gone.removeIf(id -> table.folder(id).isPresent());
            for (int id : gone) {
                sum = sum.minus(usageBefore(id));
                usages.remove(id);
            }
        }
        usage = Optional.of(sum);
    }

    // Changes.

    /// Takes over what a group led to.
    void commit(Draft group, List<Entry> entries) {
        entries.forEach(this::note);
        boolean foldersWent = entries.stream().anyMatch(Entry.FolderRemoved.class::isInstance);
        loaded.putAll(group.changed());
        table = group.table();
        if (foldersWent) {
            loaded.keySet().removeIf(id -> table.folder(id).isEmpty());
        }
        carryOn(group.changed(), foldersWent);
        tail.add(entries);
    }

    /// The index holds all of a folder that `captured` knew.
    ///
    /// @param correction of its sizes
    void indexed(FolderState captured, FolderState written, Sizes correction) {
        salvaged.remove(captured.id());
        loaded.computeIfPresent(
                captured.id(),
                (_, now) ->
                        now.recounted(correction)
                                .with(
                                        now.snapshot()
                                                .on(
                                                        written.snapshot().storedRows(),
                                                        captured.snapshot())));
    }

    /// The folder whose rows these are.
    @SuppressWarnings("ReferenceEquality") // equal ones may be of different files
    Optional<FolderState> folderOn(StoredRows rows) {
        return loaded.values().stream()
                .filter(folder -> folder.snapshot().storedRows() == rows)
                .findFirst();
    }

    private void note(Entry entry) {
        switch (entry) {
            case Entry.MessageAdded e ->
                    e.body()
                            .ifPresent(
                                    body -> bodies.put(new Entry.Place(e.folder(), e.uid()), body));
            case Entry.FilesPlaced e ->
                    e.uids()
                            .forEachUid(uid -> {
                                Body placed = bodies.remove(new Entry.Place(e.folder(), uid));
                                if (placed != null) {
                                    placed.release();
                                }
                            });
            case Entry.FolderRemoved e ->
                    bodies.keySet().removeIf(place -> place.folder() == e.folder());
            case Entry.OfAccount _, Entry.OfFolder _ -> {}
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.DiskException;
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

    /// As a folder's sequence: all entries there are come after it, though it has counted.
    private static final long NOTHING_INDEXED = -1;

    private final FolderIndex index;
    private final UnplacedBodies bodies;
    private final Tail tail = new Tail();
    private final Map<Integer, FolderState> loaded = new ConcurrentHashMap<>();

    /// What the journal says of folders that are not loaded.
    private final Map<Integer, List<Tail.Numbered>> queued = new HashMap<>();

    /// How far folders had counted when an epoch began, if that is not in memory.
    private final Map<Integer, Entry.Counters> reached = new HashMap<>();

    /// How far the index of a folder must have counted at least, if that is known.
    private final Map<Integer, Entry.Counters> begun = new HashMap<>();

    /// Folders whose whole history is in the tail.
    private final Set<Integer> born = new HashSet<>();

    /// Folders whose index was damaged when it was read, or is not there any more, and was not
    /// written since.
    private final Set<Integer> salvaged = new HashSet<>();

    /// Entries of the tail that were in an index already when it was read.
    private final Set<Entry> indexed = Collections.newSetFromMap(new IdentityHashMap<>());

    /// What each folder counts for in the quota; nothing before somebody asks.
    private final Map<Integer, Usage> usages = new HashMap<>();

    private volatile Optional<Usage> usage = Optional.empty();
    private volatile QuotaLimits limits = QuotaLimits.NONE;
    private volatile FolderTable table = FolderTable.EMPTY;

    /// @param bodies empty, and filled from here on
    AccountState(FolderIndex index, UnplacedBodies bodies) {
        this.index = index;
        this.bodies = bodies;
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
            begun.put(e.folder(), e);
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

    /// The greatest number of an entry that any index includes.
    long lastIndexed() throws IOException {
        long last = 0;
        for (FolderInfo folder : table.folders()) {
            last = Math.max(last, index.sequence(folder));
        }
        return last;
    }

    /// Goes on after damage: leaves room in every folder for what may have been told to clients and
    /// is not known, and numbers anew what the indexes do not have, behind all that they have.
    void doubt(long by, long lastSequence) throws IOException {
        long lastIndexed = lastIndexed();
        for (FolderInfo folder : table.folders()) {
            readIfPossible(folder);
        }
        tail.renumber(Math.max(lastSequence, lastIndexed) + 1, indexed);
        for (FolderInfo folder : table.folders()) {
            FolderState known = loaded.get(folder.id());
            if (known == null) {
                Entry.Counters later = laterThanReached(folder.id(), by);
                queued.computeIfAbsent(folder.id(), _ -> new ArrayList<>())
                        .add(new Tail.Numbered(0, later));
                tail.add(later);
            } else {
                FolderState jumped = known.jumped(by);
                loaded.put(folder.id(), jumped);
                tail.add(counters(jumped));
            }
        }
    }

    /// A folder that cannot be opened now waits for it.
    private void readIfPossible(FolderInfo folder) {
        try {
            var _ = folder(folder.id());
        } catch (IOException refused) {
            LOG.log(Level.WARNING, "read later: folder " + folder.name(), refused);
        }
    }

    private Entry.Counters laterThanReached(int folder, long by) {
        Entry.Counters then = reached.getOrDefault(folder, new Entry.Counters(folder, 1, 1));
        return new Entry.Counters(
                folder, Math.min(then.uidNext() + by, Uid.MAX), then.highestModSeq() + by);
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
        FolderIndex.Stored stored = read(info.get());
        List<Entry.OfFolder> news = new ArrayList<>();
        for (Tail.Numbered each : queued.getOrDefault(id, List.of())) {
            if (each.sequence() == 0 || each.sequence() > stored.sequence()) {
                news.add((Entry.OfFolder) each.entry());
            } else {
                indexed.add(each.entry());
            }
        }
        FolderState state = stored.state().afterAll(news);
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

    /// What is written of a folder. Where that is older than what the journal goes on from, all
    /// files are new mail: nobody knows which of the messages were expunged since.
    private FolderIndex.Stored read(FolderInfo folder) throws IOException {
        int id = folder.id();
        FolderIndex.Stored stored =
                index.read(folder, born.contains(id) || reached.containsKey(id));
        Entry.Counters then = begun.get(id);
        if (then == null
                || stored.sequence() == 0
                || !stored.state().snapshot().isBehind(then.uidNext(), then.highestModSeq())) {
            return stored;
        }
        LOG.log(Level.WARNING, "an index is an older one: folder {0} is read anew", folder.name());
        FolderState none = FolderState.empty(id, folder.uidValidity());
        MailboxSnapshot snapshot =
                none.snapshot().goingOnFrom(then.uidNext(), then.highestModSeq());
        return new FolderIndex.Stored(none.with(snapshot), NOTHING_INDEXED, false);
    }

    /// Forgets folders as far as their index tells all of them again, but for what closing has to
    /// do. For the writer only.
    void unload(Collection<Integer> folders) {
        Set<Integer> changed = tail.folders();
        for (int id : folders) {
            FolderState known = loaded.get(id);
            boolean told = !changed.contains(id) && !salvaged.contains(id);
            if (known != null && told && !GiveLetters.isDue(known)) {
                reached.put(id, counters(known));
                begun.put(id, counters(known));
                loaded.remove(id);
            }
        }
    }

    /// A folder's index is not where it was read: until it is written again memory alone knows what
    /// it told.
    void unwritten(int folder) {
        salvaged.add(folder);
    }

    /// A folder without an index: if it had counted further than that before the journal tells of
    /// it, it had one, and somebody removed it.
    ///
    /// @param now what the journal adds to what is stored
    private FolderState unindexed(FolderState stored, FolderState now) {
        Optional<Entry.Counters> then =
                tail.counted(stored.id())
                        .filter(_ -> !born.contains(stored.id()))
                        .filter(it -> stored.snapshot().isBehind(it.uidNext(), it.highestModSeq()));
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

    /// What the account holds; counted by the first who asks, from the heads of the indexes. What
    /// nobody may enter counts once it can be entered: until then all is counted each time. For the
    /// writer only.
    Usage usage() throws IOException {
        if (usage.isPresent()) {
            return usage.get();
        }
        usages.clear();
        Usage sum = Usage.NOTHING;
        boolean all = true;
        for (FolderInfo folder : table.folders()) {
            try {
                Usage each = queued.containsKey(folder.id()) ? load(folder) : usageOf(folder);
                usages.put(folder.id(), each);
                sum = sum.plus(each);
            } catch (DiskException refused) {
                if (!refused.isLasting()) {
                    throw refused;
                }
                LOG.log(Level.DEBUG, "not counted: folder " + folder.name(), refused);
                all = false;
            }
        }
        usage = all ? Optional.of(sum) : Optional.empty();
        return sum;
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
            case Entry.MessageAdded e -> bodies.add(e);
            case Entry.FilesPlaced e -> bodies.placed(e.folder(), e.uids());
            case Entry.FolderRemoved e -> bodies.removeFolder(e.folder());
            case Entry.OfAccount _, Entry.OfFolder _ -> {}
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Lists a folder and compares what lies there with one state of it, while the writer serves
/// others. Nothing is decided here: [ReconcileFolder] does that, on the state it then finds.
///
/// Files are found by the hashes of their bases, so that what a look remembers is what differs, not
/// what there is.
final class FolderLook {
    private static final int ATTEMPTS_MAX = 3;

    private final OpenMailbox mailbox;
    private final Lookout lookout;
    private final FolderFiles files;
    private final long ownChanges;
    private final FolderState state;
    private final BaseIndex bases;

    private final UidSet.Builder seen = UidSet.builder();
    private final List<Renamed> renamed = new ArrayList<>();
    private final Map<String, Found> unknown = new LinkedHashMap<>();
    private final List<Found> twins = new ArrayList<>();
    private final Set<String> linked = new HashSet<>();
    private final Set<String> oddities = new HashSet<>();
    private final UidSet.Builder replaced = UidSet.builder();

    /// A message whose file has another name than the one we knew.
    record Renamed(long uid, Found known, Found now) {}

    /// What a look found.
    ///
    /// @param by whose files were looked at
    /// @param ownChanges how often we had changed something in the folder before
    /// @param state the state it was compared with
    /// @param ageNanos of the last change of the directories, when they were listed, at least
    /// @param absent messages the listing did not show
    /// @param replaced messages whose files have other content now, as far as that was looked at;
    ///   what lies there is among the arrivals
    /// @param arrivals files of no message we know, in order of arrival
    /// @param linked bases that more than one name has, maybe names of one file; of messages that
    ///   are there, and of those whose files have to go
    record Seen(
            Lookout by,
            long ownChanges,
            FolderState state,
            FolderListing.Outcome listing,
            long ageNanos,
            UidSet absent,
            UidSet replaced,
            List<Renamed> renamed,
            List<Found> arrivals,
            Set<String> linked) {
        /// Whether what the listing did not show was not there.
        boolean isCertain() {
            return LastChange.isCertain(listing, ageNanos);
        }

        /// Whether a message's file has the name still that it had when this was seen.
        boolean isNamedAsThen(FolderState now, Row row) {
            return now.fileName(row).equals(state.fileName(row))
                    && now.isInNew(row.uid()) == state.isInNew(row.uid());
        }

        boolean isNothing() {
            return absent.isEmpty()
                    && replaced.isEmpty()
                    && renamed.isEmpty()
                    && arrivals.isEmpty();
        }
    }

    private FolderLook(OpenMailbox mailbox, Lookout lookout) throws IOException {
        this.mailbox = mailbox;
        this.lookout = lookout;
        this.files = lookout.files();
        this.ownChanges = lookout.ownChanges();
        this.state = mailbox.state();
        this.bases = new BaseIndex(state);
    }

    /// Looks until nothing changes meanwhile, a few times at most.
    static Seen at(OpenMailbox mailbox, Lookout lookout) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Seen seen = new FolderLook(mailbox, lookout).look();
            if (seen.listing().stable() || attempt == ATTEMPTS_MAX) {
                return seen;
            }
        }
    }

    /// Looks at files of some names only; nothing if that does not tell enough.
    static Optional<Seen> atNames(OpenMailbox mailbox, Lookout lookout, FolderWatch.Names names)
            throws IOException {
        FolderLook look = new FolderLook(mailbox, lookout);
        Map<String, List<Found>> byBase = new LinkedHashMap<>();
        for (Found name : names.names()) {
            byBase.computeIfAbsent(name.name().base(), _ -> new ArrayList<>()).add(name);
        }
        for (Map.Entry<String, List<Found>> each : byBase.entrySet()) {
            if (!look.compare(each.getKey(), each.getValue())) {
                return Optional.empty();
            }
        }
        FolderListing.Outcome listing =
                new FolderListing.Outcome(names.marks(), true, look.oddities);
        List<Found> arrivals = Found.sorted(look.unknown.values());
        return Optional.of(
                new Seen(
                        lookout,
                        look.ownChanges,
                        look.state,
                        listing,
                        0,
                        UidSet.EMPTY,
                        look.replaced.build(),
                        look.renamed,
                        arrivals,
                        look.linked));
    }

    /// Looks at the files of one base; answers whether it knows what became of them.
    private boolean compare(String base, List<Found> names) throws IOException {
        List<Found> there = new ArrayList<>();
        for (Found name : names) {
            Optional<FileStat> file = stat(name);
            if (file.isPresent() && file.get().isRegular()) {
                there.add(name);
            } else if (file.isPresent()) {
                oddities.add(name.name().text());
            }
        }
        Optional<Row> row = bases.find(base);
        if (row.isEmpty()) {
            there.forEach(name -> unknown.put(base, name));
            return there.size() <= 1;
        }
        long uid = row.get().uid();
        Found known = known(row.get());
        if (!state.snapshot().uids().contains(uid)) {
            if (!there.stream().allMatch(known::equals)) {
                linked.add(base);
            }
            return true;
        }
        if (state.unplaced().contains(uid)) {
            return true;
        }
        Optional<FileStat> file = stat(known);
        if (file.isPresent()) {
            if (!mailbox.isUnchanged(row.get(), file.get())) {
                replaced.accept(uid);
                unknown.put(base, known);
            }
            return there.stream().allMatch(known::equals);
        }
        if (there.size() == 1) {
            renamed.add(new Renamed(uid, known, there.getFirst()));
        }
        return there.size() == 1;
    }

    private Optional<FileStat> stat(Found name) throws IOException {
        return files.directory(name.inNew()).stat(name.name().text());
    }

    private Seen look() throws IOException {
        LastChange lastChange = lookout.lastChange();
        LastChange.Moment before = lastChange.now();
        FolderListing.Outcome listing =
                FolderListing.read(files.cur(), files.fresh(), this::compare);
        for (Found twin : twins) {
            part(twin);
        }
        List<Found> arrivals = Found.sorted(unknown.values());
        UidSet absent = state.snapshot().uids().minus(seen.build()).minus(state.unplaced());
        long age = lastChange.ageNanos(listing.marks(), before);
        return new Seen(
                lookout,
                ownChanges,
                state,
                listing,
                age,
                absent,
                UidSet.EMPTY,
                renamed,
                arrivals,
                linked);
    }

    private void compare(Found found) throws IOException {
        String base = found.name().base();
        Optional<Row> row = bases.find(base);
        if (row.isEmpty()) {
            if (unknown.putIfAbsent(base, found) != null) {
                twins.add(found);
            }
            return;
        }
        long uid = row.get().uid();
        boolean again = seen.contains(uid);
        seen.accept(uid);
        if (!state.snapshot().uids().contains(uid)) {
            // A file that has to go is no news.
            if (again) {
                linked.add(base);
            }
            return;
        }
        if (again) {
            twins.add(found);
            return;
        }
        Found known = known(row.get());
        if (!known.equals(found)) {
            renamed.add(new Renamed(uid, known, found));
        }
    }

    private Found known(Row row) {
        return new Found(new MessageFileName(state.fileName(row)), state.isInNew(row.uid()));
    }

    /// Two files with one base are two messages, if they are two files: the one we do not know gets
    /// a name of its own.
    private void part(Found twin) throws IOException {
        String base = twin.name().base();
        Optional<Row> row = bases.find(base);
        Found other = row.isPresent() ? lastSeen(row.get()) : requireUnknown(base);
        Optional<FileId> mine = id(twin);
        Optional<FileId> its = id(other);
        if (mine.isEmpty()) {
            return;
        }
        if (mine.equals(its)) {
            linked.add(base);
            return;
        }
        if (its.isEmpty()) {
            // One file, seen under its old name and its new one.
            see(row, twin);
            return;
        }
        boolean twinIsKnown = row.isPresent() && known(row.get()).equals(twin);
        if (twinIsKnown) {
            see(row, twin);
        }
        rename(twinIsKnown ? other : twin);
    }

    private Found requireUnknown(String base) {
        Found other = unknown.get(base);
        if (other == null) {
            throw new IllegalStateException("a twin of nothing");
        }
        return other;
    }

    private Found lastSeen(Row row) {
        for (Renamed each : renamed) {
            if (each.uid() == row.uid()) {
                return each.now();
            }
        }
        return known(row);
    }

    private void see(Optional<Row> row, Found found) {
        if (row.isEmpty()) {
            unknown.put(found.name().base(), found);
            return;
        }
        long uid = row.get().uid();
        Found known = known(row.get());
        renamed.removeIf(each -> each.uid() == uid);
        if (!known.equals(found)) {
            renamed.add(new Renamed(uid, known, found));
        }
    }

    private Optional<FileId> id(Found found) throws IOException {
        return stat(found).map(FileStat::id);
    }

    private void rename(Found found) throws IOException {
        MessageFileName fresh = mailbox.newName();
        MessageFileName name =
                found.inNew() ? fresh : fresh.withLetters(found.name().letterBits()).orElse(fresh);
        Directory directory = files.directory(found.inNew());
        try {
            directory.rename(found.name().text(), directory, name.text());
        } catch (NoSuchFileException movedMeanwhile) {
            return;
        }
        unknown.put(name.base(), new Found(name, found.inNew()));
    }
}

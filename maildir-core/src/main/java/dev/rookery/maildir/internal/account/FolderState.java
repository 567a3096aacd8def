// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One folder as the journal tells it. Immutable.
///
/// @param misnamed messages whose file name does not show their flags yet
/// @param removals files of expunged messages that may still be there, by UID
record FolderState(
        int id,
        MailboxName name,
        MailboxSnapshot snapshot,
        UidSet misnamed,
        Map<Long, Removal> removals) {
    /// A file that has to go.
    record Removal(String fileName, boolean inNew) {
        String base() {
            return new MessageFileName(fileName).base();
        }
    }

    FolderState {
        removals = Map.copyOf(removals);
    }

    static FolderState empty(int id, MailboxName name, MailboxSnapshot snapshot) {
        return new FolderState(id, name, snapshot, UidSet.EMPTY, Map.of());
    }

    FolderState renamed(MailboxName newName) {
        return new FolderState(id, newName, snapshot, misnamed, removals);
    }

    FolderState with(MailboxSnapshot newSnapshot) {
        return new FolderState(id, name, newSnapshot, misnamed, removals);
    }

    FolderState added(Entry.MessageAdded e) {
        Row row =
                new Row(
                        e.uid(),
                        e.modSeq(),
                        e.dateSeconds(),
                        e.physicalBytes(),
                        e.virtualBytes(),
                        e.fileName(),
                        e.inNew());
        FolderState longer = with(snapshot.added(row, e.flags()));
        return showsFlags(row, e.flags().system())
                ? longer
                : longer.misnamed(misnamed.or(UidSet.of(new Uid(e.uid()))));
    }

    FolderState flagsChanged(UidSet uids, FlagChange change, long modSeq) {
        return with(snapshot.flagsChanged(uids, change, modSeq))
                .misnamed(misnamed.or(uids.and(snapshot.uids())));
    }

    FolderState expunged(UidSet uids, long modSeq) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        uids.and(snapshot.uids())
                .forEach(uid -> snapshot.row(uid).ifPresent(row -> owed.put(row.uid(), of(row))));
        return new FolderState(
                id, name, snapshot.expunged(uids, modSeq), misnamed.minus(uids), owed);
    }

    FolderState removed(UidSet uids) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        uids.forEach(uid -> owed.remove(uid.value()));
        return new FolderState(id, name, snapshot, misnamed, owed);
    }

    FolderState removalOwed(long uid, Removal removal) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        owed.put(uid, removal);
        return new FolderState(id, name, snapshot, misnamed, owed);
    }

    FolderState named(long uid, String fileName, boolean inNew) {
        Uid known = new Uid(uid);
        if (!snapshot.uids().contains(known)) {
            return this;
        }
        UidSet one = UidSet.of(known);
        Set<SystemFlag> wanted = snapshot.flags(known).system();
        boolean shows = new MessageFileName(fileName).flags().equals(wanted);
        return with(snapshot.named(known, fileName, inNew))
                .misnamed(shows ? misnamed.minus(one) : misnamed.or(one));
    }

    /// All of this as entries for the beginning of a new journal, in groups of bounded size.
    List<List<Entry>> entries() {
        List<List<Entry>> groups = new ArrayList<>();
        List<Entry> head = new ArrayList<>();
        head.add(new Entry.FolderAdded(id, name, snapshot.uidValidity().value()));
        head.add(
                new Entry.Counters(
                        id, snapshot.uidNext().value(), snapshot.highestModSeq().value()));
        removals.forEach((uid, removal) ->
                head.add(new Entry.RemovalOwed(id, uid, removal.fileName(), removal.inNew())));
        groups.add(head);
        snapshot.forEachRow(row -> groups.add(List.of(entry(row))));
        return groups;
    }

    private Entry entry(Row row) {
        return new Entry.MessageAdded(
                id,
                row.uid(),
                row.modSeq(),
                snapshot.flags(new Uid(row.uid())),
                row.dateSeconds(),
                row.physicalBytes(),
                row.virtualBytes(),
                row.fileName(),
                row.inNew(),
                java.util.Optional.empty());
    }

    private FolderState misnamed(UidSet uids) {
        return new FolderState(id, name, snapshot, uids, removals);
    }

    private static Removal of(Row row) {
        return new Removal(row.fileName(), row.inNew());
    }

    private static boolean showsFlags(Row row, Set<SystemFlag> wanted) {
        Set<SystemFlag> shown = EnumSet.noneOf(SystemFlag.class);
        shown.addAll(new MessageFileName(row.fileName()).flags());
        return shown.equals(wanted);
    }
}

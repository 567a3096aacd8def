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
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One folder as the journal tells it. Immutable.
///
/// @param debt flags that file names do not show yet
/// @param removals files of expunged messages that may still be there, by UID
record FolderState(
        int id,
        MailboxName name,
        MailboxSnapshot snapshot,
        NameDebt debt,
        Map<Long, Removal> removals) {
    private static final int GROUP_ROWS = 256;

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
        return new FolderState(id, name, snapshot, NameDebt.NONE, Map.of());
    }

    FolderState renamed(MailboxName newName) {
        return new FolderState(id, newName, snapshot, debt, removals);
    }

    FolderState with(MailboxSnapshot newSnapshot) {
        return new FolderState(id, name, newSnapshot, debt, removals);
    }

    private FolderState with(NameDebt newDebt) {
        return new FolderState(id, name, snapshot, newDebt, removals);
    }

    private FolderState with(Map<Long, Removal> newRemovals) {
        return new FolderState(id, name, snapshot, debt, newRemovals);
    }

    /// Whether files have to be renamed or removed before they say what the journal says.
    boolean owes() {
        return !removals.isEmpty() || !debt.uids().isEmpty();
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
        return with(snapshot.added(row, e.flags())).comparingNameOf(row, e.flags().system());
    }

    FolderState flagsChanged(UidSet uids, FlagChange change, long modSeq) {
        MailboxSnapshot after = snapshot.flagsChanged(uids, change, modSeq);
        NameDebt more = debt;
        for (SystemFlag flag : SystemFlag.values()) {
            more = more.plus(flag, snapshot.having(flag).xor(after.having(flag)));
        }
        return with(after).with(more);
    }

    FolderState expunged(UidSet uids, long modSeq) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        uids.and(snapshot.uids())
                .forEach(uid -> snapshot.row(uid).ifPresent(row -> owed.put(row.uid(), of(row))));
        return new FolderState(id, name, snapshot.expunged(uids, modSeq), debt.minus(uids), owed);
    }

    FolderState removed(UidSet uids) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        uids.forEach(uid -> owed.remove(uid.value()));
        return with(owed);
    }

    FolderState removalOwed(long uid, Removal removal) {
        Map<Long, Removal> owed = new HashMap<>(removals);
        owed.put(uid, removal);
        return with(owed);
    }

    FolderState namesOwed(Set<SystemFlag> flags, UidSet uids) {
        NameDebt more = debt;
        for (SystemFlag flag : flags) {
            more = more.plus(flag, uids.and(snapshot.uids()));
        }
        return with(more);
    }

    FolderState named(long uid, String fileName, boolean inNew) {
        Uid known = new Uid(uid);
        Optional<Row> row = snapshot.row(known);
        return row.isEmpty()
                ? this
                : with(snapshot.named(known, fileName, inNew))
                        .with(debt.minus(UidSet.of(known)))
                        .comparingNameOf(
                                row.get().named(fileName, inNew), snapshot.flags(known).system());
    }

    private FolderState comparingNameOf(Row row, Set<SystemFlag> wanted) {
        Set<SystemFlag> shown = new MessageFileName(row.fileName()).flags();
        if (shown.equals(wanted)) {
            return this;
        }
        NameDebt more = debt;
        for (SystemFlag flag : SystemFlag.values()) {
            if (shown.contains(flag) != wanted.contains(flag)) {
                more = more.plus(flag, UidSet.of(new Uid(row.uid())));
            }
        }
        return with(more);
    }

    /// Writes all of this for the beginning of a new journal.
    ///
    /// @param before the name its directory may still have
    void writeTo(JournalFiles.Groups out, Optional<MailboxName> before) throws IOException {
        List<Entry> head = new ArrayList<>();
        head.add(new Entry.FolderAdded(id, before.orElse(name), snapshot.uidValidity().value()));
        before.ifPresent(_ -> head.add(new Entry.FolderRenamed(id, name)));
        removals.forEach((uid, removal) ->
                head.add(new Entry.RemovalOwed(id, uid, removal.fileName(), removal.inNew())));
        out.write(head);
        List<Entry> rows = new ArrayList<>(GROUP_ROWS);
        for (Row row : snapshot.rows()) {
            rows.add(entry(row));
            if (rows.size() == GROUP_ROWS) {
                out.write(rows);
                rows.clear();
            }
        }
        rows.add(
                new Entry.Counters(
                        id, snapshot.uidNext().value(), snapshot.highestModSeq().value()));
        for (SystemFlag flag : SystemFlag.values()) {
            if (!debt.of(flag).isEmpty()) {
                rows.add(new Entry.NamesOwed(id, Set.of(flag), debt.of(flag)));
            }
        }
        out.write(rows);
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
                Optional.empty());
    }

    private static Removal of(Row row) {
        return new Removal(row.fileName(), row.inNew());
    }
}

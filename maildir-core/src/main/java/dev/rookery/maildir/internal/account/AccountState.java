// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// An account as the journal tells it: what each entry means stands here, once, for recovery and
/// for every change alike.
///
/// Confined to the account's writer. A change works on a [#copy] that replaces this one when the
/// entries are durable.
final class AccountState {
    private final Map<Integer, FolderState> folders;
    private final Map<Integer, MailboxName> unsettled;
    private int lastFolder;
    private long highestUidValidity;
    private long entries;

    AccountState() {
        this(Map.of(), Map.of(), 0, 0, 0);
    }

    private AccountState(
            Map<Integer, FolderState> folders,
            Map<Integer, MailboxName> unsettled,
            int lastFolder,
            long highestUidValidity,
            long entries) {
        this.folders = new HashMap<>(folders);
        this.unsettled = new HashMap<>(unsettled);
        this.lastFolder = lastFolder;
        this.highestUidValidity = highestUidValidity;
        this.entries = entries;
    }

    AccountState copy() {
        return new AccountState(folders, unsettled, lastFolder, highestUidValidity, entries);
    }

    Collection<FolderState> folders() {
        return Collections.unmodifiableCollection(folders.values());
    }

    Optional<FolderState> folder(int id) {
        return Optional.ofNullable(folders.get(id));
    }

    Optional<FolderState> folder(MailboxName name) {
        return folders.values().stream().filter(folder -> folder.name().equals(name)).findAny();
    }

    /// Folders whose directory may still lie where it was before they were renamed.
    Map<Integer, MailboxName> unsettled() {
        return Collections.unmodifiableMap(unsettled);
    }

    int nextFolder() {
        return lastFolder + 1;
    }

    /// A UIDVALIDITY greater than all before.
    UidValidity nextUidValidity(long nowSeconds) {
        return new UidValidity(Math.max(highestUidValidity + 1, nowSeconds));
    }

    /// Entries since the journal began: how much a restart has to read.
    long entryCount() {
        return entries;
    }

    /// A new journal began with this state.
    void compacted() {
        entries = 0;
    }

    long messageCount() {
        return folders.values().stream().mapToLong(folder -> folder.snapshot().uids().size()).sum();
    }

    void apply(Entry entry) {
        entries++;
        switch (entry) {
            case Entry.FolderAdded e -> add(e);
            case Entry.FolderRenamed e -> rename(e);
            case Entry.FolderRemoved e -> {
                folders.remove(e.folder());
                unsettled.remove(e.folder());
            }
            case Entry.FoldersSettled _ -> unsettled.clear();
            case Entry.Counters e ->
                    change(
                            e.folder(),
                            f -> f.with(f.snapshot().counting(e.uidNext(), e.highestModSeq())));
            case Entry.MessageAdded e -> change(e.folder(), folder -> folder.added(e));
            case Entry.FlagsChanged e ->
                    change(e.folder(), f -> f.flagsChanged(e.uids(), e.change(), e.modSeq()));
            case Entry.MessagesExpunged e ->
                    change(e.folder(), folder -> folder.expunged(e.uids(), e.modSeq()));
            case Entry.FilesRemoved e -> change(e.folder(), folder -> folder.removed(e.uids()));
            case Entry.FileNamed e ->
                    change(e.folder(), f -> f.named(e.uid(), e.fileName(), e.inNew()));
            case Entry.RemovalOwed e ->
                    change(e.folder(), folder -> folder.removalOwed(e.uid(), removal(e)));
            case Entry.NamesOwed e ->
                    change(e.folder(), folder -> folder.namesOwed(e.flags(), e.uids()));
            case Entry.AccountCounters e -> {
                lastFolder = Math.max(lastFolder, e.lastFolder());
                highestUidValidity = Math.max(highestUidValidity, e.highestUidValidity());
            }
        }
    }

    private static FolderState.Removal removal(Entry.RemovalOwed e) {
        return new FolderState.Removal(e.fileName(), e.inNew());
    }

    private void add(Entry.FolderAdded e) {
        MailboxSnapshot empty = MailboxSnapshot.empty(new UidValidity(e.uidValidity()));
        folders.put(e.folder(), FolderState.empty(e.folder(), e.name(), empty));
        lastFolder = Math.max(lastFolder, e.folder());
        highestUidValidity = Math.max(highestUidValidity, e.uidValidity());
    }

    private void rename(Entry.FolderRenamed e) {
        change(
                e.folder(),
                folder -> {
                    unsettled.put(e.folder(), folder.name());
                    return folder.renamed(e.name());
                });
    }

    /// Entries of folders that were removed meanwhile mean nothing any more.
    private void change(int id, UnaryOperator<FolderState> change) {
        folders.computeIfPresent(id, (_, folder) -> change.apply(folder));
    }

    /// Leaves room for what may have been told to clients and is not known any more.
    void jump(long by) {
        folders.replaceAll((_, folder) -> folder.with(jumped(folder.snapshot(), by)));
    }

    private static MailboxSnapshot jumped(MailboxSnapshot snapshot, long by) {
        return snapshot.counting(
                Math.min(snapshot.uidNext().value() + by, Uid.MAX),
                snapshot.highestModSeq().value() + by);
    }

    /// Writes all of this as the beginning of a new journal.
    void writeTo(JournalFiles.Groups out) throws IOException {
        out.write(List.of(new Entry.AccountCounters(lastFolder, highestUidValidity)));
        for (FolderState folder : folders.values()) {
            folder.writeTo(out, Optional.ofNullable(unsettled.get(folder.id())));
        }
    }
}

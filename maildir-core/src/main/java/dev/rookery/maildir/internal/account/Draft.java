// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an operation sees and adds to: the newest state, its own entries included. A group's draft
/// lies over the committed state, each operation's over its group's; what is dropped never was.
final class Draft {
    private final AccountState committed;
    private final @Nullable Draft below;
    private final Map<Integer, FolderState> changed = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private FolderTable table;

    private Draft(AccountState committed, @Nullable Draft below, FolderTable table) {
        this.committed = committed;
        this.below = below;
        this.table = table;
    }

    /// A draft of a group.
    static Draft over(AccountState committed) {
        return new Draft(committed, null, committed.table());
    }

    /// A draft of one operation of this group.
    Draft operation() {
        return new Draft(committed, this, table);
    }

    /// Takes over what an operation led to.
    void merge(Draft operation) {
        changed.putAll(operation.changed);
        entries.addAll(operation.entries);
        table = operation.table;
    }

    AccountState committed() {
        return committed;
    }

    FolderTable table() {
        return table;
    }

    List<Entry> entries() {
        return entries;
    }

    Map<Integer, FolderState> changed() {
        return Collections.unmodifiableMap(changed);
    }

    void add(Entry entry) throws IOException {
        switch (entry) {
            case Entry.OfFolder e -> change(e);
            case Entry.OfAccount e -> {
                table = table.after(e);
                if (e instanceof Entry.FolderAdded added) {
                    FolderInfo info = table.folder(added.folder()).orElseThrow();
                    changed.put(info.id(), FolderState.empty(info.id(), info.uidValidity()));
                }
            }
        }
        entries.add(entry);
    }

    /// Adds messages to a folder, ascending by UID.
    ///
    /// @throws NoSuchMailboxException if the folder was removed meanwhile
    void addMessages(OpenMailbox mailbox, List<Entry.MessageAdded> messages) throws IOException {
        if (!messages.isEmpty()) {
            addAll(messages, folder(mailbox.id(), mailbox.name()).added(messages));
        }
    }

    /// Adds many entries of one folder, all of which it lacks.
    ///
    /// @param led what they make of the folder as it is
    void addAll(List<? extends Entry.OfFolder> several, FolderState led) {
        changed.put(led.id(), led);
        entries.addAll(several);
    }

    /// Entries of folders that were removed meanwhile mean nothing any more.
    private void change(Entry.OfFolder entry) throws IOException {
        Optional<FolderState> folder = find(entry.folder());
        if (folder.isPresent()) {
            changed.put(entry.folder(), folder.get().after(entry));
        }
    }

    Optional<FolderState> find(int id) throws IOException {
        if (table.folder(id).isEmpty()) {
            return Optional.empty();
        }
        for (Draft each = this; each != null; each = each.below) {
            FolderState known = each.changed.get(id);
            if (known != null) {
                return Optional.of(known);
            }
        }
        return committed.folder(id);
    }

    /// Checks that the account may hold so much more. What is added afterwards has its room, for
    /// the group's operations come one behind the other; what is dropped gives it back.
    ///
    /// @throws dev.rookery.maildir.QuotaExceededException if it may not
    void requireRoom(Usage asked) throws IOException {
        QuotaLimits limits = committed.limits();
        if (!limits.equals(QuotaLimits.NONE)) {
            committed.usageWith(newest()).requireRoomFor(asked, limits);
        }
    }

    private Map<Integer, FolderState> newest() {
        if (below == null) {
            return changed;
        }
        if (changed.isEmpty()) {
            return below.newest();
        }
        Map<Integer, FolderState> newest = new HashMap<>(below.newest());
        newest.putAll(changed);
        return newest;
    }

    /// @throws NoSuchMailboxException if the folder was removed meanwhile
    FolderState folder(int id, MailboxName name) throws IOException {
        return find(id).orElseThrow(() -> new NoSuchMailboxException(name));
    }
}

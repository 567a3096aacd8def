// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The mailboxes of an account that are in use. Each is opened by whoever asks first.
final class Mailboxes {
    private final OpenAccount account;

    /// Mailboxes as their openers wait for them, by folder.
    private final Map<Integer, CompletableFuture<OpenMailbox>> opening = new ConcurrentHashMap<>();

    /// Mailboxes the writer keeps up to date, by folder.
    private final Map<Integer, OpenMailbox> attached = new ConcurrentHashMap<>();

    Mailboxes(OpenAccount account) {
        this.account = account;
    }

    Collection<OpenMailbox> all() {
        return Collections.unmodifiableCollection(attached.values());
    }

    Optional<OpenMailbox> find(int folder) {
        return Optional.ofNullable(attached.get(folder));
    }

    /// @throws NoSuchMailboxException if there is no such folder
    OpenMailbox open(MailboxName name) throws IOException {
        Optional<FolderInfo> folder = account.table().folder(name);
        if (folder.isEmpty()) {
            account.discover();
            folder = account.table().folder(name);
        }
        FolderInfo known = folder.orElseThrow(() -> new NoSuchMailboxException(name));
        try {
            return open(known);
        } catch (NoSuchMailboxException anew) {
            // Another server gave out UIDs for it; it is another folder now.
            FolderInfo now = account.table().folder(name).orElseThrow(() -> anew);
            if (now.id() == known.id()) {
                throw anew;
            }
            return open(now);
        }
    }

    private OpenMailbox open(FolderInfo folder) throws IOException {
        CompletableFuture<OpenMailbox> mine = new CompletableFuture<>();
        CompletableFuture<OpenMailbox> others = opening.putIfAbsent(folder.id(), mine);
        if (others != null) {
            return AccountWriter.await(others);
        }
        try {
            OpenMailbox mailbox = attachedOrNew(folder);
            account.firstLook(mailbox);
            mine.complete(mailbox);
            return mailbox;
        } catch (IOException | RuntimeException | Error refused) {
            opening.remove(folder.id(), mine);
            mine.completeExceptionally(refused);
            throw refused;
        }
    }

    private OpenMailbox attachedOrNew(FolderInfo folder) throws IOException {
        OpenMailbox known = attached.get(folder.id());
        return known != null ? known : attach(folder);
    }

    /// Opens a folder's directories, without looking into them.
    OpenMailbox attach(FolderInfo folder) throws IOException {
        return account.writer().run(new OpenFolder(account, folder.id(), folder.name()));
    }

    /// From here on the writer keeps it up to date.
    void attach(OpenMailbox mailbox) {
        attached.put(mailbox.id(), mailbox);
    }

    /// Takes in a mailbox that was made open.
    void adopt(OpenMailbox mailbox) {
        attach(mailbox);
        opening.put(mailbox.id(), CompletableFuture.completedFuture(mailbox));
    }

    void detach(OpenMailbox mailbox) {
        attached.remove(mailbox.id());
        opening.remove(mailbox.id());
        mailbox.close();
    }

    /// Shows what was committed.
    void committed(AccountState state, List<Entry> entries) {
        for (OpenMailbox mailbox : attached.values()) {
            Optional<FolderInfo> info = state.table().folder(mailbox.id());
            Optional<FolderState> folder = state.loaded(mailbox.id());
            if (info.isEmpty()) {
                detach(mailbox);
                mailbox.tell(List.of(CommittedChanges.deleted(mailbox.snapshot())));
            } else if (folder.isPresent()) {
                mailbox.show(info.get().name(), folder.get(), entries);
            }
        }
    }

    void close() {
        attached.values().forEach(OpenMailbox::close);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Change;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The mailboxes of an account that are in use. Each is opened by whoever asks first.
final class Mailboxes {
    private static final System.Logger LOG = System.getLogger(Mailboxes.class.getName());
    private static final CompletableFuture<OpenMailbox> UNOPENED = new CompletableFuture<>();

    private final OpenAccount account;
    private final OtherServers otherServers;

    /// Mailboxes as their openers wait for them, by folder.
    private final Map<Integer, CompletableFuture<OpenMailbox>> opening = new ConcurrentHashMap<>();

    /// Mailboxes the writer keeps up to date, by folder.
    private final Map<Integer, OpenMailbox> attached = new ConcurrentHashMap<>();

    /// What holders hold, as long as anybody does.
    private final Map<Integer, WeakReference<SharedMailbox>> shared = new ConcurrentHashMap<>();

    private final AtomicBoolean glancing = new AtomicBoolean();

    private final AccountListeners listeners = new AccountListeners();

    Mailboxes(OpenAccount account, OtherServers otherServers) {
        this.account = account;
        this.otherServers = otherServers;
    }

    /// Who else is at work in them.
    OtherServers otherServers() {
        return otherServers;
    }

    Collection<OpenMailbox> all() {
        return Collections.unmodifiableCollection(attached.values());
    }

    Optional<OpenMailbox> find(int folder) {
        return Optional.ofNullable(attached.get(folder));
    }

    /// @throws NoSuchMailboxException if there is no such folder
    OpenMailbox open(MailboxName name) throws IOException {
        FolderInfo known = require(name);
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

    /// @throws NoSuchMailboxException if there is no such folder
    FolderInfo require(MailboxName name) throws IOException {
        Optional<FolderInfo> folder = account.table().folder(name);
        if (folder.isEmpty()) {
            account.discover();
            folder = account.table().folder(name);
        }
        return folder.orElseThrow(() -> new NoSuchMailboxException(name));
    }

    /// A mailbox in numbers, without opening it if nothing changed since it was closed.
    MailboxStatus status(MailboxName name, LastClose lastClose) throws IOException {
        FolderInfo folder = require(name);
        Optional<ClosedAccount.Folder> closed = lastClose.folder(folder.id());
        if (closed.isPresent() && isAsLeft(folder, closed.get())) {
            return closed.get().status();
        }
        return open(name).shared().status();
    }

    /// Looks for what other programs did to mailboxes, as far as they are still there.
    void lookInto(Collection<MailboxName> names, LastClose lastClose) throws IOException {
        for (MailboxName name : names) {
            account.requireOpen();
            try {
                var _ = status(name, lastClose);
            } catch (NoSuchMailboxException deleted) {
                LOG.log(Level.DEBUG, "not looked at: {0}", name);
            } catch (IOException refused) {
                account.requireOpen();
                account.report("not looked at: " + name + " in " + account.root(), refused);
            }
        }
    }

    /// Has each folder's index read: then closing pays what the folder owes, opened or not.
    void readAll() throws IOException {
        List<IOException> refusals = account.writer().run(Mailboxes::read);
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }

    /// Answers why some could not be read.
    private static List<IOException> read(Draft draft) {
        List<IOException> refusals = new ArrayList<>();
        for (FolderInfo folder : draft.table().folders()) {
            try {
                var _ = draft.folder(folder.id(), folder.name());
            } catch (IOException refused) {
                refusals.add(refused);
            }
        }
        return refusals;
    }

    /// For changes of a whole folder.
    ///
    /// @throws dev.rookery.maildir.AccountInUseException if another server is at work in it
    void requireAlone(MailboxName name) throws IOException {
        Optional<FolderInfo> folder = account.table().folder(name);
        if (folder.isPresent() && otherServers.areIn(folder.get().id())) {
            open(name).requireAlone();
        }
    }

    private boolean isAsLeft(FolderInfo folder, ClosedAccount.Folder then) throws IOException {
        try (FolderFiles files = account.openFiles(folder)) {
            return then.marks().equals(FolderListing.Marks.of(files.cur(), files.fresh()))
                    && !FolderImport.isDue(files.home());
        }
    }

    /// Opens a mailbox anew that was let go.
    OpenMailbox openAgain(OpenMailbox ended) throws IOException {
        ended.users().awaitGone();
        return open(
                account.table()
                        .folder(ended.id())
                        .orElseThrow(() -> new NoSuchMailboxException(ended.name())));
    }

    /// Opens a mailbox that is not open, or waits for who does.
    OpenMailbox open(FolderInfo folder) throws IOException {
        CompletableFuture<OpenMailbox> mine = new CompletableFuture<>();
        CompletableFuture<OpenMailbox> others = opening.putIfAbsent(folder.id(), mine);
        if (others != null) {
            OpenMailbox mailbox = AccountWriter.await(others);
            return mailbox.users().haveEnded() ? openAgain(mailbox) : mailbox;
        }
        try {
            OpenMailbox mailbox = lookedAt(folder);
            opened(mailbox);
            mine.complete(mailbox);
            return mailbox;
        } catch (IOException | RuntimeException | Error refused) {
            opening.remove(folder.id(), mine);
            mine.completeExceptionally(refused);
            throw refused;
        }
    }

    /// Damage of its index must not keep it shut.
    private OpenMailbox lookedAt(FolderInfo folder) throws IOException {
        try {
            return lookedAtOnce(folder);
        } catch (CorruptIndexException damaged) {
            account.mend();
            return lookedAtOnce(folder);
        }
    }

    private OpenMailbox lookedAtOnce(FolderInfo folder) throws IOException {
        OpenMailbox mailbox = attachedOrNew(folder);
        account.firstLook(mailbox);
        return mailbox;
    }

    /// Opens a folder's directories, without looking into them, unless they are open.
    OpenMailbox attachedOrNew(FolderInfo folder) throws IOException {
        OpenMailbox known = attached.get(folder.id());
        return known != null
                ? known
                : account.writer().run(new OpenFolder(account, folder.id(), folder.name()));
    }

    /// From here on the writer keeps it up to date.
    void attach(OpenMailbox mailbox) {
        attached.put(mailbox.id(), mailbox);
    }

    /// What the holders of a mailbox hold, whether it is open or not.
    SharedMailbox shared(int folder) {
        while (true) {
            SharedMailbox made = new SharedMailbox(account, folder);
            SharedMailbox known =
                    shared.compute(
                                    folder,
                                    (_, before) ->
                                            before == null || before.refersTo(null)
                                                    ? new WeakReference<>(made)
                                                    : before)
                            .get();
            if (known != null) {
                return known;
            }
        }
    }

    /// Takes in a mailbox that was made open.
    void adopt(OpenMailbox mailbox) {
        attach(mailbox);
        opening.put(mailbox.id(), CompletableFuture.completedFuture(mailbox));
        opened(mailbox);
    }

    /// From here on its holders may use it.
    private static void opened(OpenMailbox mailbox) {
        mailbox.shared().open(mailbox);
        mailbox.users().leave();
    }

    /// Closes a mailbox; the next who wants it opens it anew. Nothing if that was done before.
    void detach(OpenMailbox mailbox) {
        if (attached.remove(mailbox.id(), mailbox)) {
            opening.remove(mailbox.id());
            mailbox.close();
        }
    }

    /// Looks for changes of other programs where somebody listens, unless that goes on already.
    void glance() {
        if (glancing.compareAndSet(false, true)) {
            try {
                attached.values().forEach(OpenMailbox::glance);
            } finally {
                glancing.set(false);
            }
        }
    }

    /// Looks at all files of a folder if it is open.
    void lookAnew(int folder) {
        OpenMailbox mailbox = attached.get(folder);
        boolean looksSoon = !opening.getOrDefault(folder, UNOPENED).isDone();
        if (mailbox == null || looksSoon || !mailbox.users().enter()) {
            return;
        }
        try {
            mailbox.lookout().lookAround();
        } catch (IOException | RuntimeException trouble) {
            account.report("not looked at yet: " + mailbox.files(), trouble);
        } finally {
            mailbox.users().leave();
        }
    }

    /// Looks into these folders, however they were left.
    void lookEverywhere(Collection<MailboxName> names) throws IOException {
        for (MailboxName name : names) {
            OpenMailbox mailbox = open(name);
            mailbox.lookout().lookAround();
            // What one look missed is gone if another misses it, too.
            mailbox.look();
            mailbox.removeOldDrafts();
        }
    }

    /// Shows what was committed.
    void committed(
            AccountState state, LastClose lastClose, FolderTable before, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.FolderRemoved e) {
                otherServers.forget(e.folder());
            } else if (entry instanceof Entry.Counters e) {
                var _ = lastClose.take(e.folder());
            }
        }
        for (OpenMailbox mailbox : attached.values()) {
            Optional<FolderInfo> info = state.table().folder(mailbox.id());
            Optional<FolderState> folder = state.loaded(mailbox.id());
            if (info.isEmpty()) {
                detach(mailbox);
                mailbox.shared().tell(List.of(CommittedChanges.deleted(mailbox.snapshot())));
            } else if (folder.isPresent()) {
                mailbox.show(info.get().name(), folder.get(), entries);
            }
        }
        listeners.committed(before, state.table(), entries);
    }

    AccountListeners listeners() {
        return listeners;
    }

    void close() {
        for (OpenMailbox mailbox : attached.values()) {
            mailbox.close();
            mailbox.shared().tell(List.of(new Change.Closed(mailbox.snapshot())));
        }
        account.engine().otherServers().closed(otherServers);
    }
}

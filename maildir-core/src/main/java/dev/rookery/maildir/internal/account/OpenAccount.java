// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.filename.NameGenerator;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An account in use: its lock, its journal, its writer, its mailboxes. Shared by all who opened
/// it.
final class OpenAccount implements AccountWriter.Books {
    private static final System.Logger LOG = System.getLogger(OpenAccount.class.getName());

    private static final long ENTRIES_KEPT = 10_000;
    private static final long HISTORY_RATIO = 4;

    private final AccountLocation location;
    private final Engine engine;
    private final Directory root;
    private final Closeable lock;
    private final JournalFiles journals;
    private final Recovery recovery = new Recovery();
    private final AccountWriter writer;

    /// Mailboxes as their openers wait for them, by folder.
    private final Map<Integer, CompletableFuture<OpenMailbox>> mailboxes =
            new ConcurrentHashMap<>();

    /// Mailboxes the writer keeps up to date, by folder.
    private final Map<Integer, OpenMailbox> attached = new ConcurrentHashMap<>();

    private final AtomicBoolean glancing = new AtomicBoolean();

    private @Nullable Journal journal;
    private long epoch;
    private long compactAbove = ENTRIES_KEPT;
    private volatile boolean closed;
    private volatile AccountState published;
    private volatile Optional<FileStat.Mark> rootMark = Optional.empty();

    private OpenAccount(AccountLocation location, Engine engine, Directory root, Closeable lock)
            throws IOException {
        this.location = location;
        this.engine = engine;
        this.root = root;
        this.lock = lock;
        this.journals = new JournalFiles(root, location.owner(), engine.random());
        AccountState state = replay();
        this.published = state;
        this.writer = new AccountWriter(engine.storage(), this, state);
    }

    /// Opens the account in `root`, which it closes with itself, also on failure.
    static OpenAccount open(AccountLocation location, Engine engine, Directory root)
            throws IOException {
        Optional<Closeable> lock = Optional.empty();
        OpenAccount account;
        try {
            lock = root.tryLock("rookery.lock", location.owner());
            account =
                    new OpenAccount(
                            location,
                            engine,
                            root,
                            lock.orElseThrow(() ->
                                    new AccountInUseException(
                                            "another process has the account open: "
                                                    + location.maildir())));
        } catch (IOException | RuntimeException | Error refused) {
            lock.ifPresent(held -> closeAfter(refused, held));
            closeAfter(refused, root);
            throw refused;
        }
        try {
            account.settle();
            return account;
        } catch (IOException | RuntimeException | Error refused) {
            closeAfter(refused, account::release);
            throw refused;
        }
    }

    private static void closeAfter(Throwable reason, Closeable each) {
        try {
            each.close();
        } catch (IOException further) {
            reason.addSuppressed(further);
        }
    }

    private void settle() throws IOException {
        for (String aside : writer.run(new SettleFolders(this))) {
            removeAside(aside);
        }
        writer.run(new DiscoverFolders(this));
        mailbox(MailboxName.INBOX);
    }

    private AccountState replay() throws IOException {
        AccountState state = new AccountState();
        JournalFiles.Opened opened =
                journals.open(entry -> {
                    recovery.learn(entry);
                    state.apply(entry);
                });
        switch (opened) {
            case JournalFiles.None _ -> epoch = 0;
            case JournalFiles.Sound sound -> {
                journal = sound.journal();
                epoch = sound.journal().epoch();
            }
            case JournalFiles.Doubtful doubtful -> {
                LOG.log(
                        Level.WARNING,
                        "{0}: {1}; going on with what is left, UIDs and mod-sequences jump ahead",
                        root,
                        doubtful.why());
                epoch = doubtful.epoch();
                state.jump(Engine.DOUBT_JUMP);
            }
        }
        return state;
    }

    // What the writer asks for.

    @Override
    public Journal journal(AccountState state) throws IOException {
        Journal old = journal;
        if (old == null || old.hasFailed()) {
            return replace(old, journals.begin(epoch, state::writeTo), state);
        }
        if (!isWorthCompacting(state)) {
            return old;
        }
        try {
            return replace(old, journals.begin(epoch, state::writeTo), state);
        } catch (IOException refused) {
            compactAbove = state.entryCount() + ENTRIES_KEPT;
            report("the journal stays as long as it is in " + root, refused);
            if (old.hasFailed()) {
                throw refused;
            }
            return old;
        }
    }

    /// Once the new one may be the one that counts, the old one is not written to any more.
    private Journal replace(@Nullable Journal old, Journal begun, AccountState state)
            throws IOException {
        if (old != null) {
            old.abandon();
        }
        journals.publish(begun);
        journal = begun;
        epoch = begun.epoch();
        compactAbove = ENTRIES_KEPT;
        state.compacted();
        if (old != null) {
            closeQuietly(old);
        }
        return begun;
    }

    @Override
    public boolean isInPlace(Journal written) throws IOException {
        return written.isIn(root);
    }

    /// A restart reads the whole journal, so it is begun anew when most of it is history.
    private boolean isWorthCompacting(AccountState state) {
        return state.entryCount() > compactAbove
                && state.entryCount() > compactAbove + HISTORY_RATIO * state.messageCount();
    }

    @Override
    public void committed(AccountState state, List<Entry> entries) {
        published = state;
        for (OpenMailbox mailbox : attached.values()) {
            Optional<FolderState> folder = state.folder(mailbox.id());
            if (folder.isEmpty()) {
                detach(mailbox);
                mailbox.tell(List.of(CommittedChanges.deleted(mailbox.snapshot())));
            } else if (!mailbox.shows(folder.get())) {
                CommittedChanges changes =
                        CommittedChanges.of(folder.get(), mailbox.snapshot(), entries);
                mailbox.publish(folder.get(), changes.changes(), changes.arrived());
            }
        }
    }

    @Override
    public void answered(AccountState state, List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.MessagesExpunged e -> ifOpen(e.folder(), this::removeOwed);
                case Entry.FlagsChanged e -> ifOpen(e.folder(), this::namesOutOfDate);
                case Entry.FolderRemoved e -> removeAside(RemoveFolder.asideOf(e.folder()));
                case Entry.MessageAdded _,
                        Entry.FolderAdded _,
                        Entry.FolderRenamed _,
                        Entry.FoldersSettled _,
                        Entry.Counters _,
                        Entry.AccountCounters _,
                        Entry.FilesRemoved _,
                        Entry.RemovalOwed _,
                        Entry.NamesOwed _,
                        Entry.FileNamed _ -> {}
            }
        }
    }

    private void ifOpen(int folder, Consumer<OpenMailbox> action) {
        OpenMailbox mailbox = attached.get(folder);
        if (mailbox != null) {
            action.accept(mailbox);
        }
    }

    void namesOutOfDate(OpenMailbox mailbox) {
        engine.namesLater(mailbox, this::isClosed);
    }

    /// Has the files of expunged messages removed, if there are any; what fails is tried again.
    void removeOwed(OpenMailbox mailbox) {
        boolean owed =
                published
                        .folder(mailbox.id())
                        .filter(folder -> !folder.removals().isEmpty())
                        .isPresent();
        if (owed) {
            var _ =
                    writer.submit(new RemoveFiles(mailbox))
                            .exceptionally(trouble -> {
                                report("expunged files stay in " + mailbox.files(), trouble);
                                return false;
                            });
        }
    }

    /// Removes a directory that was set aside, some time; what stays goes at the next start.
    private void removeAside(String directory) {
        engine.whenIdle(() -> {
            try {
                root.deleteTree(directory);
            } catch (IOException stays) {
                report("a removed folder still takes up room in " + root, stays);
            }
        });
    }

    /// For the log, unless it only tells that the account is closed.
    void report(String what, Throwable trouble) {
        LOG.log(closed ? Level.DEBUG : Level.WARNING, what, trouble);
    }

    // What mailboxes ask for.

    AccountWriter writer() {
        return writer;
    }

    InstantSource clock() {
        return engine.clock();
    }

    ZoneId zone() {
        return engine.zone();
    }

    NameGenerator fileNames() {
        return engine.names();
    }

    Optional<Owner> owner() {
        return location.owner();
    }

    Directory root() {
        return root;
    }

    boolean namesFilesAtOnce() {
        return engine.namesFilesAtOnce();
    }

    void onStorage(Engine.Work work) throws IOException {
        engine.onStorage(() -> {
            work.run();
            return true;
        });
    }

    FolderFiles openFiles(MailboxName name) throws IOException {
        if (name.isInbox()) {
            return FolderFiles.open(root, location.owner());
        }
        Directory folder = root.openDirectory(MaildirPlusPlus.directoryOf(name));
        try {
            return FolderFiles.open(folder, location.owner());
        } finally {
            closeQuietly(folder);
        }
    }

    /// What trouble with a mailbox's files means: that it is not there any more, or just that.
    ///
    /// @throws NoSuchMailboxException if that is the reason
    IOException explained(OpenMailbox mailbox, IOException trouble) {
        if (!closed && published.folder(mailbox.id()).isPresent()) {
            try {
                discover();
            } catch (IOException further) {
                trouble.addSuppressed(further);
            }
        }
        if (published.folder(mailbox.id()).isEmpty()) {
            throw new NoSuchMailboxException(mailbox.name());
        }
        return trouble;
    }

    // What the account's holders ask for.

    OpenMailbox mailbox(MailboxName name) throws IOException {
        Optional<FolderState> folder = published.folder(name);
        if (folder.isEmpty()) {
            discover();
            folder = published.folder(name);
        }
        int id = folder.orElseThrow(() -> new NoSuchMailboxException(name)).id();
        CompletableFuture<OpenMailbox> mine = new CompletableFuture<>();
        CompletableFuture<OpenMailbox> others = mailboxes.putIfAbsent(id, mine);
        if (others != null) {
            return AccountWriter.await(others);
        }
        try {
            OpenMailbox mailbox = openMailbox(id, name);
            mine.complete(mailbox);
            return mailbox;
        } catch (IOException | RuntimeException | Error refused) {
            mailboxes.remove(id, mine);
            mine.completeExceptionally(refused);
            throw refused;
        }
    }

    private OpenMailbox openMailbox(int id, MailboxName name) throws IOException {
        OpenMailbox mailbox = writer.run(new OpenFolder(this, id, name));
        try {
            mailbox.recover(recovery);
            recovery.forget(id);
        } catch (IOException | RuntimeException | Error refused) {
            detach(mailbox);
            throw refused;
        }
        engine.whenIdle(() -> OldDrafts.remove(mailbox.files(), clock()));
        namesOutOfDate(mailbox);
        return mailbox;
    }

    /// From here on the writer keeps it up to date.
    void attach(OpenMailbox mailbox) {
        attached.put(mailbox.id(), mailbox);
    }

    /// Takes in a mailbox that was made open.
    void adopt(OpenMailbox mailbox) {
        attach(mailbox);
        mailboxes.put(mailbox.id(), CompletableFuture.completedFuture(mailbox));
    }

    private void detach(OpenMailbox mailbox) {
        attached.remove(mailbox.id());
        mailboxes.remove(mailbox.id());
        closeQuietly(mailbox.files());
    }

    /// The folders there are, other programs' included.
    SortedSet<MailboxName> names() throws IOException {
        discover();
        SortedSet<MailboxName> all = new TreeSet<>();
        published.folders().forEach(folder -> all.add(folder.name()));
        return all;
    }

    /// Finds folders that other programs made or removed.
    private void discover() throws IOException {
        if (!Optional.of(root.stat().mark()).equals(rootMark)) {
            rootMark = writer.run(new DiscoverFolders(this));
        }
    }

    /// Looks for changes of other programs in the mailboxes somebody listens to.
    void glance() {
        if (glancing.compareAndSet(false, true)) {
            try {
                attached.values().forEach(OpenMailbox::glance);
            } finally {
                glancing.set(false);
            }
        }
    }

    /// Finishes what is owed, and lets go of everything.
    void close() throws IOException {
        published.folders().forEach(this::payDebts);
        release();
    }

    /// After this the files say all that the journal says.
    private void payDebts(FolderState folder) {
        try {
            if (attached.containsKey(folder.id()) || folder.owes()) {
                OpenMailbox mailbox = mailbox(folder.name());
                mailbox.nameFiles();
                removeOwed(mailbox);
            }
        } catch (IOException | RuntimeException owed) {
            report("file names will follow at the next start in " + root, owed);
        }
    }

    private void release() throws IOException {
        try (lock;
                root) {
            try {
                writer.close();
            } finally {
                closed = true;
                attached.values().forEach(mailbox -> closeQuietly(mailbox.files()));
                if (journal != null) {
                    closeQuietly(journal);
                }
            }
        }
    }

    private boolean isClosed() {
        return closed;
    }

    /// For what closing says after everything that counts is done.
    void closeQuietly(Closeable each) {
        try {
            each.close();
        } catch (IOException useless) {
            LOG.log(Level.DEBUG, "closing in {0}: {1}", root, useless.getMessage());
        }
    }
}

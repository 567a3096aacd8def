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
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Integer, OpenMailbox> mailboxes = new ConcurrentHashMap<>();

    private @Nullable Journal journal;
    private long epoch;
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
        try {
            lock = root.tryLock("rookery.lock", location.owner());
            OpenAccount account =
                    new OpenAccount(
                            location,
                            engine,
                            root,
                            lock.orElseThrow(() ->
                                    new AccountInUseException(
                                            "another process has the account open: "
                                                    + location.maildir())));
            account.writer.run(new SettleFolders(account));
            account.writer.run(new DiscoverFolders(account));
            account.mailbox(MailboxName.INBOX);
            return account;
        } catch (IOException | RuntimeException refused) {
            if (lock.isPresent()) {
                lock.get().close();
            }
            root.close();
            throw refused;
        }
    }

    private AccountState replay() throws IOException {
        AccountState state = new AccountState();
        JournalFiles.Opened opened =
                journals.open(entry -> {
                    recovery.learn(entry, state);
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
        if (closed) {
            throw new IOException("the account is closed: " + root);
        }
        Journal current = journal;
        boolean well = current != null && !current.hasFailed();
        if (current != null && well && !isWorthCompacting(state)) {
            return current;
        }
        try {
            Journal begun = journals.begin(epoch, state.entries());
            state.compacted();
            journal = begun;
            epoch = begun.epoch();
            if (current != null) {
                current.close();
            }
            return begun;
        } catch (IOException refused) {
            if (current == null || !well) {
                throw refused;
            }
            LOG.log(Level.WARNING, "the journal stays as long as it is: " + root, refused);
            return current;
        }
    }

    /// A restart reads the whole journal, so it is begun anew when most of it is history.
    private static boolean isWorthCompacting(AccountState state) {
        return state.entryCount() > ENTRIES_KEPT + HISTORY_RATIO * state.messageCount();
    }

    @Override
    public void committed(AccountState state, List<Entry> entries) {
        AccountState before = published;
        published = state;
        for (OpenMailbox mailbox : mailboxes.values()) {
            Optional<FolderState> folder = state.folder(mailbox.id());
            if (folder.isPresent()) {
                CommittedChanges changes =
                        CommittedChanges.of(folder.get(), mailbox.snapshot(), entries);
                mailbox.publish(folder.get(), changes.changes(), changes.arrived());
            } else if (before.folder(mailbox.id()).isPresent()) {
                mailbox.tell(List.of(CommittedChanges.deleted(mailbox.snapshot())));
            }
        }
    }

    @Override
    public void answered(AccountState state, List<Entry> entries) {
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.MessagesExpunged e -> ifOpen(e.folder(), this::removeFiles);
                case Entry.FlagsChanged e -> ifOpen(e.folder(), this::namesOutOfDate);
                case Entry.MessageAdded _,
                        Entry.FolderAdded _,
                        Entry.FolderRenamed _,
                        Entry.FolderRemoved _,
                        Entry.FoldersSettled _,
                        Entry.Counters _,
                        Entry.FilesRemoved _,
                        Entry.RemovalOwed _,
                        Entry.FileNamed _ -> {}
            }
        }
    }

    private void ifOpen(int folder, Consumer<OpenMailbox> action) {
        OpenMailbox mailbox = mailboxes.get(folder);
        if (mailbox != null) {
            action.accept(mailbox);
        }
    }

    /// Has the files of expunged messages removed; what fails is tried again at the next expunge.
    private void removeFiles(OpenMailbox mailbox) {
        var _ =
                writer.submit(new RemoveFiles(mailbox))
                        .exceptionally(trouble -> {
                            LOG.log(Level.WARNING, "expunged files stay", trouble);
                            return false;
                        });
    }

    void namesOutOfDate(OpenMailbox mailbox) {
        engine.namesLater(mailbox, this::isClosed);
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
        Directory directory =
                name.isInbox()
                        ? engine.disk().open(location.maildir())
                        : root.openDirectory(MaildirPlusPlus.directoryOf(name));
        try {
            return FolderFiles.open(directory, location.owner());
        } catch (IOException refused) {
            directory.close();
            throw refused;
        }
    }

    // What the account's holders ask for.

    OpenMailbox mailbox(MailboxName name) throws IOException {
        Optional<FolderState> folder = published.folder(name);
        if (folder.isEmpty()) {
            discover();
            folder = published.folder(name);
        }
        FolderState known = folder.orElseThrow(() -> new NoSuchMailboxException(name));
        OpenMailbox open = mailboxes.get(known.id());
        return open != null ? open : openMailbox(known);
    }

    private synchronized OpenMailbox openMailbox(FolderState folder) throws IOException {
        OpenMailbox open = mailboxes.get(folder.id());
        if (open != null) {
            return open;
        }
        FolderFiles files = openFiles(folder.name());
        OpenMailbox mailbox = new OpenMailbox(this, folder, files);
        mailboxes.put(folder.id(), mailbox);
        try {
            mailbox.recover(recovery);
            recovery.forget(folder.id());
            catchUp(mailbox);
            return mailbox;
        } catch (IOException | RuntimeException refused) {
            mailboxes.remove(folder.id());
            files.close();
            throw refused;
        }
    }

    /// Starts what was owed when the account was closed last, or the process died.
    private void catchUp(OpenMailbox mailbox) {
        removeFiles(mailbox);
        namesOutOfDate(mailbox);
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
        mailboxes.values().forEach(OpenMailbox::glance);
    }

    /// Finishes what is owed, and lets go of everything.
    void close() throws IOException {
        try (lock;
                root) {
            for (OpenMailbox mailbox : mailboxes.values()) {
                finish(mailbox);
            }
            writer.run(_ -> {
                closed = true;
                return true;
            });
            if (journal != null) {
                journal.close();
            }
        }
    }

    private boolean isClosed() {
        return closed;
    }

    private void finish(OpenMailbox mailbox) throws IOException {
        try (FolderFiles _ = mailbox.files()) {
            if (published.folder(mailbox.id()).isPresent()) {
                mailbox.nameFiles();
                writer.run(new RemoveFiles(mailbox));
            }
        } catch (IOException owed) {
            LOG.log(Level.WARNING, "file names will follow at the next start: " + root, owed);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.ExportedMailbox;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Quota;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.filename.NameGenerator;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// An account in use: its lock, its journal, its writer, its mailboxes. Shared by all who opened
/// it.
final class OpenAccount implements AccountWriter.Books {
    private static final System.Logger LOG = System.getLogger(OpenAccount.class.getName());

    /// How long other programs wait for mail at most, apart from the disk; what comes meanwhile
    /// shares its forces.
    private static final Duration PLACE_AFTER = Duration.ofMillis(10);

    /// How long changes of a directory are collected before it is looked at.
    private static final Duration LOOK_AFTER = Duration.ofMillis(10);

    private final AccountLocation location;
    private final Engine engine;
    private final Directory root;
    private final Closeable lock;
    private final Layout layout;
    private final FolderTree tree;
    private final AccountJournal journal;
    private final IndexFiles index;
    private final UnplacedBodies bodies;
    private final AccountState state;
    private final LastClose lastClose;
    private final Checkpoints checkpoints;
    private final AccountWriter writer;
    private final Mailboxes mailboxes;
    private final MessageCaches caches;
    private final Placer placer = new Placer(this);
    private final Removals removals;
    private final Recovery recovery = new Recovery();
    private final FolderSearch search = new FolderSearch(this);
    private final UnfinishedFolders unfinished;
    private final UidValidities uidValidities = new UidValidities(this);
    private final UsageForOthers usage;
    private final ListedAccount listed;
    private final IdleMailboxes idle;

    private volatile boolean settled;
    private volatile boolean closing;
    private volatile boolean closed;

    private OpenAccount(AccountLocation location, Engine engine, Directory root, Closeable lock)
            throws IOException {
        this.location = location;
        this.engine = engine;
        this.root = root;
        this.lock = lock;
        this.mailboxes = new Mailboxes(this, engine.otherServers().of(root.stat().id()));
        this.layout = Layout.of(location.layout(), location.names());
        this.tree = new FolderTree(root, layout);
        SegmentPool pool = new SegmentPool(engine.blocks(), this::damaged);
        this.index = new IndexFiles(root, tree, location.owner(), pool);
        this.bodies = engine.unplacedBodies();
        this.unfinished = new UnfinishedFolders(this, recovery, bodies);
        this.state = new AccountState(index, bodies);
        this.lastClose = LastClose.read(root);
        this.caches = new MessageCaches(mailboxes, engine.caching(), engine.cachesMessages());
        this.checkpoints = new Checkpoints(this, new Checkpoint(this, state, index), engine);
        this.removals = new Removals(this, engine);
        this.usage = new UsageForOthers(this, state, engine);
        this.listed = new ListedAccount(engine.openAccounts(), location);
        this.idle = new IdleMailboxes(this, state, mailboxes, lastClose, engine.idleBeforeClose());
        this.journal =
                new AccountJournal(root, location.owner(), lastClose, engine.random(), state);
        this.writer = new AccountWriter(engine.storage(), this, state);
    }

    /// Opens the account in `root`, which it closes with itself, also on failure.
    static OpenAccount open(AccountLocation location, Engine engine, Directory root)
            throws IOException {
        Optional<Closeable> lock = Optional.empty();
        OpenAccount account;
        try {
            Closeable taken = AccountLock.take(root, location, location.owner());
            lock = Optional.of(taken);
            Layout layout = Layout.of(location.layout(), location.names());
            Retirement.finishIfDue(root, new FolderTree(root, layout), engine.clock().instant());
            account = new OpenAccount(location, engine, root, taken);
        } catch (IOException | RuntimeException | Error refused) {
            lock.ifPresent(held -> Engine.closeAfter(refused, held));
            Engine.closeAfter(refused, root);
            throw refused;
        }
        try {
            account.settle();
            return account;
        } catch (IOException | RuntimeException | Error refused) {
            Engine.closeAfter(refused, () -> account.release(_ -> {}, () -> {}));
            throw refused;
        }
    }

    /// Finishes what a crash interrupted, before anybody sees anything.
    private void settle() throws IOException {
        journal.replay(recovery);
        // A process that died may have left names that a power cut would take back.
        root.force();
        search.settle();
        writer.run(uidValidities);
        List<FolderInfo> unsettled = new ArrayList<>();
        for (int folder : state.tail().folders()) {
            if (lastClose.folder(folder).isEmpty()) {
                table().folder(folder).ifPresent(unsettled::add);
            }
        }
        unfinished.place(unsettled);
        var _ = mailbox(MailboxName.INBOX);
        unfinished.finishCopies();
        settled = true;
        mailboxes.all().forEach(this::removeOwed);
        checkpoints.start();
    }

    // What the writer asks for.

    @Override
    public Journal journal() throws IOException {
        return journal.current();
    }

    @Override
    public void promising() {
        listed.promising();
    }

    @Override
    public void nextEpoch() throws IOException {
        journal.nextEpoch();
    }

    @Override
    public boolean isInPlace(Journal written) throws IOException {
        return written.isIn(root);
    }

    @Override
    public void committed(FolderTable before, List<Entry> entries) {
        for (Entry entry : entries) {
            if (entry instanceof Entry.MessageAdded e
                    && bodies.find(e.folder(), e.uid()).isPresent()) {
                mailboxes.find(e.folder()).ifPresent(_ -> place(e));
            }
        }
        mailboxes.committed(state, lastClose, before, entries);
    }

    @Override
    public void answered(List<Entry> entries) {
        caches.answered(entries);
        checkpoints.startIfDue(state.tail().size(), journal.sizeBytes());
        usage.changed();
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.OfFolder e ->
                        mailboxes.find(e.folder()).ifPresent(open -> open.answered(e));
                case Entry.FolderRemoved e -> {
                    placer.forget(e.folder());
                    removeAside(RemovedFolder.nameOf(e.folder()));
                }
                case Entry.OfAccount _ -> {}
            }
        }
    }

    /// Earlier epochs of the journal are not needed any more.
    void forgetBefore(long firstNeeded) {
        journal.forgetBefore(firstNeeded);
    }

    private void place(Entry.MessageAdded message) {
        Body body = message.body().orElseThrow();
        placer.add(
                new PlacedFile(
                        mailboxes,
                        new Entry.Place(message.folder(), message.uid()),
                        message.fileName(),
                        message.inNew(),
                        message.dateSeconds(),
                        body));
    }

    /// Tries again some time to make files that could not be made.
    void placeAgain(int files, IOException refusal) {
        if (closed) {
            return;
        }
        report(files + " messages stay in the journal of " + root + " for now", refusal);
        engine.soon(() -> {
            if (!closed) {
                placer.tryAgain();
            }
        });
    }

    /// Has entries written that need not be durable at once.
    CompletableFuture<Boolean> note(List<Entry> entries) {
        return writer.submit(new NoteEntries(entries));
    }

    /// Something changed in a mailbox's directories: whoever listens will hear of it.
    void stirred(OpenMailbox mailbox) {
        if (mailbox.mayStir()) {
            engine.later(LOOK_AFTER, "rookery-look", mailbox::lookAfterStir);
        }
    }

    void namesOutOfDate(OpenMailbox mailbox) {
        engine.namesLater().add(mailbox, this::isClosed);
    }

    /// Has the files of expunged messages removed, if there are any; what fails is tried again.
    /// After a crash they may be the only originals of copies, until those are finished.
    void removeOwed(OpenMailbox mailbox) {
        if (settled) {
            removals.start(mailbox);
        }
    }

    /// Somebody read rows of an index that are not what was written.
    private void damaged(StoredRows rows, CorruptIndexException damage) {
        state.folderOn(rows).ifPresent(folder -> checkpoints.mend(folder.id(), damage));
    }

    /// A folder's directory is another one: its index has to be written there.
    void rewriteIndex(int folder) {
        state.unwritten(folder);
        checkpoints.rewrite(folder);
    }

    /// Has damaged indexes written anew before it returns.
    void mend() {
        checkpoints.mendAtOnce();
    }

    /// Removes a directory that was set aside, some time; what stays goes at the next start.
    void removeAside(String directory) {
        engine.whenIdle(() -> {
            try {
                root.deleteTree(directory);
            } catch (IOException stays) {
                report("a removed folder still takes up room in " + root, stays);
            }
        });
    }

    /// For the log, unless it only tells that the account is closed, or once more who is at work.
    void report(String what, Throwable trouble) {
        boolean told = closed || trouble instanceof AccountInUseException;
        LOG.log(told ? Level.DEBUG : Level.WARNING, what, trouble);
    }

    // What mailboxes ask for.

    AccountWriter writer() {
        return writer;
    }

    Engine engine() {
        return engine;
    }

    Mailboxes mailboxes() {
        return mailboxes;
    }

    FolderTable table() {
        return state.table();
    }

    UidValidities uidValidities() {
        return uidValidities;
    }

    Placer placer() {
        return placer;
    }

    Recovery recovery() {
        return recovery;
    }

    UnfinishedFolders unfinished() {
        return unfinished;
    }

    MessageCaches caches() {
        return caches;
    }

    /// The bytes of a message whose file is not there yet.
    Optional<Body> body(int folder, long uid) {
        return bodies.find(folder, uid);
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

    Layout layout() {
        return layout;
    }

    FolderTree tree() {
        return tree;
    }

    LineEnds lineEnds() {
        return engine.lineEnds();
    }

    boolean namesFilesAtOnce() {
        return engine.namesFilesAtOnce();
    }

    /// What tells this account from others, and from itself if it was made anew.
    String identity() {
        return table().folder(MailboxName.INBOX).orElseThrow().identity();
    }

    /// Runs work on a storage thread in some milliseconds.
    void placeSoon(Runnable work) {
        engine.whenIdle(PLACE_AFTER, work);
    }

    void whenIdle(Runnable work) {
        engine.whenIdle(work);
    }

    void onStorage(Engine.Work work) throws IOException {
        engine.storage()
                .run(() -> {
                    work.run();
                    return true;
                });
    }

    <T> T onStorage(Callable<T> work) throws IOException {
        return engine.storage().run(work);
    }

    <T, R> List<R> onStorage(List<T> things, StorageThreads.PartOfWork<T, R> work)
            throws IOException {
        return engine.storage().runOnParts(things, work);
    }

    FolderFiles openFiles(FolderInfo folder) throws IOException {
        return folder.path().isRoot()
                ? FolderFiles.open(root, location.owner(), false)
                : FolderFiles.open(tree.open(folder.path()), location.owner(), true);
    }

    /// What trouble with a mailbox's files means: that it is not there any more, or just that.
    ///
    /// @throws NoSuchMailboxException if that is the reason
    IOException explained(OpenMailbox mailbox, IOException trouble) {
        if (!closed && table().folder(mailbox.id()).isPresent()) {
            try {
                discover();
            } catch (IOException further) {
                trouble.addSuppressed(further);
            }
        }
        if (table().folder(mailbox.id()).isEmpty()) {
            throw new NoSuchMailboxException(mailbox.name());
        }
        return trouble;
    }

    // What the account's holders ask for.

    /// From here on it may hold so much. Answers whether that is news, and whether there is a
    /// limit.
    boolean limit(QuotaLimits limits) {
        return CountUsage.limit(this, state, limits);
    }

    Quota quota() throws IOException {
        return CountUsage.quota(this, state);
    }

    SharedMailbox mailbox(MailboxName name) throws IOException {
        return mailboxes.open(name).shared();
    }

    /// Whether something is under way in a mailbox that nobody waits for.
    boolean isBusyWith(OpenMailbox mailbox) {
        return engine.namesLater().has(mailbox) || caches.isBusyWith(mailbox.filling());
    }

    MailboxStatus status(MailboxName name) throws IOException {
        return mailboxes.status(name, lastClose);
    }

    /// Looks into a folder for the first time.
    void firstLook(OpenMailbox mailbox) throws IOException {
        Optional<ClosedAccount.Folder> left = lastClose.take(mailbox.id());
        try {
            boolean asLeft = mailbox.isAsLeft(left);
            if (!asLeft && !state.tail().isEmpty()) {
                mailbox.files().cur().force();
                mailbox.files().fresh().force();
            }
            boolean imported = ImportFolder.ifDue(this, mailbox, () -> mailbox.recover(recovery));
            mailbox.recoverIfRoom(recovery, asLeft && !imported);
            if (recovery.isEmpty()) {
                BeginAnew.ifUsedUp(this, mailbox);
            }
        } catch (IOException | RuntimeException | Error refused) {
            mailboxes.detach(mailbox);
            unfinished.detached(mailbox);
            throw refused;
        }
        caches.opened(mailbox);
        engine.whenIdle(mailbox::removeOldDrafts);
        namesOutOfDate(mailbox);
        removeOwed(mailbox);
    }

    /// Looks into every folder, so that all is finished which an opening finishes in the end.
    void lookEverywhere() throws IOException {
        mailboxes.lookEverywhere(names());
    }

    /// Looks for what other programs did to mailboxes that are not open.
    void lookIntoAll() throws IOException {
        mailboxes.lookInto(names(), lastClose);
    }

    /// Makes the files of a mailbox say all that the journal says.
    void drain(OpenMailbox mailbox) throws IOException {
        mailbox.nameFiles();
        removals.finish(mailbox);
    }

    /// The folders there are, other programs' included.
    SortedSet<MailboxName> names() throws IOException {
        return search.names();
    }

    /// Finds folders that other programs made or removed.
    void discover() throws IOException {
        search.discover();
    }

    /// How many entries of the journal memory holds.
    int entriesInMemory() {
        return checkpoints.inMemory();
    }

    /// Looks for changes of other programs in the mailboxes somebody listens to, and lets go of
    /// those nobody uses.
    ///
    /// @param entriesMax how many of the journal it may go on holding in memory
    void glance(int entriesMax) {
        checkpoints.startIfMany(entriesMax);
        mailboxes.glance();
        idle.letGo();
    }

    /// Finishes what is owed, and lets go of everything.
    void close() throws IOException {
        closing = true;
        idle.stop();
        checkpoints.stop();
        LeaveTaking leave = new LeaveTaking(this, state, mailboxes, lastClose);
        leave.payDebts();
        usage.finish();
        checkpoints.finish(state.tail().size(), journal.sizeBytes());
        leave.look();
        boolean finished = bodies.isEmpty() && recovery.isEmpty();
        release(leave::note, () -> {});
        if (finished) {
            listed.closed(state.loaded());
        }
    }

    /// Gives the mail back to Dovecot, and lets go of everything; if that is refused, the mail
    /// stays ours.
    List<ExportedMailbox> export() throws IOException {
        List<ExportedMailbox> exported;
        try {
            exported = new ExportAccount(this).run();
        } catch (IOException | RuntimeException | Error refused) {
            Engine.closeAfter(refused, this::close);
            throw refused;
        }
        checkpoints.stop();
        release(_ -> {}, () -> Retirement.finishIfDue(root, tree, engine.clock().instant()));
        listed.closed(List.of());
        return exported;
    }

    /// @param last is given the journal when nothing more is written
    /// @param end is done when all but the lock and the directories is closed
    private void release(Consumer<Journal> last, Engine.Work end) throws IOException {
        closing = true;
        try (lock;
                root;
                index) {
            try {
                writer.close();
                if (writer.isWritten()) {
                    journal.whole().ifPresent(last);
                }
            } finally {
                closed = true;
                placer.stop();
                bodies.removeAll();
                caches.close();
                mailboxes.close();
                closeQuietly(journal);
            }
            end.run();
        }
    }

    boolean isClosed() {
        return closing;
    }

    void requireOpen() {
        if (closing) {
            throw new ClosedException("the account is closed");
        }
    }

    /// @throws ClosedException if the account is closed, which explains the trouble
    IOException unlessClosed(IOException trouble) {
        requireOpen();
        return trouble;
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

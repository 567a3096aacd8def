// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.ExportedMailbox;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.internal.filename.NameGenerator;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.migrate.MoveAside;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/// What all accounts of a process share: the disk, the clock, threads for the disk, timers.
///
/// Work on the disk runs on a few platform threads that nobody interrupts: system calls hold their
/// thread, and virtual threads share too few of them.
public final class Engine implements AutoCloseable {
    /// How far UIDs and mod-sequences jump when more may have been told than is known.
    public static final long DOUBT_JUMP = 1 << 20;

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());
    private static final int STORAGE_THREADS = 16;

    /// Filling the caches of messages is mostly computing: most cores are left to others.
    private static final int CORES_A_CACHE_THREAD = 4;

    /// About what an entry of a journal takes in memory.
    private static final int ENTRY_BYTES = 512;

    /// So few are not worth writing an index.
    private static final int ENTRIES_MIN = 64;

    /// How much of the memory for indexes bodies may take, on the heap.
    private static final int UNPLACED_SHARE = 2;

    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final Options options;
    private final NameGenerator names;
    private final BlockCache blocks;
    private final AtomicLong unplacedBytes = new AtomicLong();
    private final OpenAccounts openAccounts;
    private final StorageThreads storage;
    private final ExecutorService caching;
    private final ScheduledExecutorService timer;
    private final NamesLater namesLater;
    private final SharedAccounts accounts = new SharedAccounts();
    private final OtherServers.Remembered otherServers = new OtherServers.Remembered();

    /// What a store is opened with.
    public record Options(
            Disk disk,
            InstantSource clock,
            ZoneId zone,
            Duration flagsToNames,
            LineEnds lineEnds,
            Duration idleBeforeClose,
            Duration glanceEvery,
            int checkpointEntries,
            long memoryBytes,
            Optional<Executor> storage,
            boolean cachesMessages,
            Optional<Path> stateDirectory,
            Optional<Path> mailRoot,
            String hostName,
            RandomGenerator random) {}

    /// A piece of work on the disk.
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    public Engine(Options options) {
        this.options = options;
        this.names =
                new NameGenerator(options.hostName(), options.random().nextLong(), options.clock());
        this.namesLater = new NamesLater(this, options.flagsToNames());
        this.blocks = new BlockCache(options.memoryBytes());
        this.openAccounts = new OpenAccounts(options.disk(), options.stateDirectory());
        this.storage = storageThreads(options.storage());
        this.caching =
                Executors.newFixedThreadPool(
                        1 + (Runtime.getRuntime().availableProcessors() - 1) / CORES_A_CACHE_THREAD,
                        Thread.ofPlatform().daemon().name("rookery-cache-", 1).factory());
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("rookery-timer").factory());
        long every = options.glanceEvery().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::glance, every, every, TimeUnit.MILLISECONDS);
    }

    private static StorageThreads storageThreads(Optional<Executor> given) {
        if (given.isPresent()) {
            return new StorageThreads(given.get(), () -> {});
        }
        ExecutorService own =
                Executors.newFixedThreadPool(
                        STORAGE_THREADS,
                        Thread.ofPlatform().daemon().name("rookery-storage-", 1).factory());
        return new StorageThreads(own, own::close);
    }

    /// For another account.
    UnplacedBodies unplacedBodies() {
        return new UnplacedBodies(unplacedBytes);
    }

    /// Whether messages may be held in memory until their files are made.
    boolean mayHoldBodies() {
        return unplacedBytes.get() <= UNPLACED_SHARE * options.memoryBytes();
    }

    /// An identity no folder has had: 32 hexadecimal digits.
    String newIdentity() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random().nextLong()) + hex.toHexDigits(random().nextLong());
    }

    /// Opens an account, or joins those who have it open.
    public Account open(AccountLocation location) throws IOException {
        SharedAccounts.Place held = hold(location);
        OpenAccount account = held.account().account();
        if (account.limit(location.quota())) {
            apart("rookery-count", () -> lookIntoAll(location));
        }
        return new AccountLease(account, () -> leave(held));
    }

    /// Has the quota count mail that nobody looked at yet.
    private void lookIntoAll(AccountLocation location) {
        try {
            SharedAccounts.Place held = hold(location);
            OpenAccount account = held.account().account();
            try {
                account.lookIntoAll();
            } catch (IOException trouble) {
                throw account.unlessClosed(trouble);
            } finally {
                leave(held);
            }
        } catch (ClosedException closing) {
            LOG.log(Level.DEBUG, "not all counted", closing);
        } catch (IOException | RuntimeException trouble) {
            LOG.log(Level.WARNING, "not all counted that is in " + location.maildir(), trouble);
        }
    }

    /// An account that has one holder more.
    private SharedAccounts.Place hold(AccountLocation location) throws IOException {
        while (true) {
            accounts.requireOpen();
            Directory root = openOrCreate(location);
            SharedAccounts.Arrival arrival = join(root);
            SharedAccounts.Place place = arrival.place();
            switch (arrival.joined()) {
                case FIRST -> openFirst(location, root, place);
                case FURTHER -> root.close();
                case TOO_LATE -> {
                    root.close();
                    place.account().awaitClosed();
                    accounts.remove(place);
                    continue;
                }
                case LENT -> {
                    root.close();
                    throw new AccountInUseException("it is lent: " + location.maildir());
                }
            }
            return place;
        }
    }

    /// @throws dev.rookery.maildir.MailRootMissingException if it is not there, and may not be made
    private Directory openOrCreate(AccountLocation location) throws IOException {
        try {
            return disk().open(location.maildir());
        } catch (NoSuchFileException missing) {
            requireRoot(location);
            return disk().openOrCreate(location.maildir(), location.owner());
        }
    }

    private void requireRoot(AccountLocation missing) throws IOException {
        Optional<Path> root = options.mailRoot();
        if (root.isPresent()) {
            new MailRoot(disk(), root.get()).require(missing);
        }
    }

    private SharedAccounts.Arrival join(Directory root) throws IOException {
        try {
            return accounts.join(root.stat().id());
        } catch (IOException | RuntimeException refused) {
            root.close();
            throw refused;
        }
    }

    /// Work on an account that nobody has open.
    @FunctionalInterface
    public interface Alone {
        void run(Directory root) throws IOException;
    }

    /// Runs work that writes nothing on an account that nobody has open, and that nobody opens
    /// meanwhile.
    ///
    /// @throws AccountInUseException if this process or another one has it open
    public void alone(AccountLocation location, Alone work) throws IOException {
        reserved(
                location,
                root -> {
                    try (Closeable _ = lock(root, location, false)) {
                        storage.run(() -> {
                            work.run(root);
                            return true;
                        });
                    }
                });
    }

    /// Work on an account before it is opened.
    @FunctionalInterface
    public interface Before {
        /// Answers whether the account may be opened.
        boolean run(Directory root) throws IOException;
    }

    /// Runs work on an account that nobody has open; then opens it, looks into each of its folders,
    /// and closes it again.
    ///
    /// @throws AccountInUseException if this process or another one has it open
    public void mend(AccountLocation location, Before work) throws IOException {
        reserved(
                location,
                root -> {
                    boolean mayOpen;
                    try (Closeable _ = lock(root, location, true)) {
                        mayOpen = storage.run(() -> work.run(root));
                    }
                    if (mayOpen) {
                        visit(location, OpenAccount::lookEverywhere);
                    }
                });
    }

    /// What is done with an account that nobody else in this process has open.
    @FunctionalInterface
    private interface Visit {
        void run(OpenAccount account) throws IOException;
    }

    private void visit(AccountLocation location, Visit visit) throws IOException {
        Directory root = disk().open(location.maildir());
        OpenAccount account = OpenAccount.open(location, this, root);
        try (Closeable _ = account::close) {
            var _ = account.limit(location.quota());
            visit.run(account);
        }
    }

    /// Accounts that were open when somebody with the same list of them died.
    public List<AccountLocation> leftOpen() throws IOException {
        return storage.run(openAccounts::left);
    }

    /// Finishes what a crash left in an account; one that is gone, or another server's by now, is
    /// left alone. Whoever wants it meanwhile shares it.
    ///
    /// @throws AccountInUseException if another process has it open
    /// @throws dev.rookery.maildir.MailRootMissingException if it is not there, as its disk may not
    ///   be
    public void finish(AccountLocation location) throws IOException {
        if (!isOurs(location)) {
            openAccounts.forget(location);
            return;
        }
        SharedAccounts.Place held = hold(location);
        OpenAccount account = held.account().account();
        try {
            account.mailboxes().readAll();
        } finally {
            long arrivals = held.account().leave();
            if (arrivals >= 0) {
                close(held, arrivals);
            }
        }
    }

    private boolean isOurs(AccountLocation location) throws IOException {
        try (Directory root = disk().open(location.maildir())) {
            return root.stat(MoveAside.EXPORTED).isEmpty() && JournalFiles.areIn(root);
        } catch (NoSuchFileException gone) {
            requireRoot(location);
            return false;
        }
    }

    /// Closes an account whoever has it open, and lets nobody open it until the answer is closed.
    ///
    /// @throws AccountInUseException if it is lent already, or worked on
    public Closeable lend(AccountLocation location) throws IOException {
        FileId id;
        try (Directory root = disk().open(location.maildir())) {
            id = root.stat().id();
        }
        SharedAccounts.Place lent =
                accounts.lend(id)
                        .orElseThrow(() ->
                                new AccountInUseException(
                                        "somebody works on the account: " + location.maildir()));
        AtomicBoolean back = new AtomicBoolean();
        return () -> {
            if (back.compareAndSet(false, true)) {
                accounts.free(lent);
            }
        };
    }

    /// Gives an account that nobody has open back to Dovecot.
    ///
    /// @throws AccountInUseException if this process or another one has it open
    public List<ExportedMailbox> export(AccountLocation location) throws IOException {
        List<ExportedMailbox> exported = new ArrayList<>();
        reserved(
                location,
                _ -> {
                    Directory root = disk().open(location.maildir());
                    exported.addAll(OpenAccount.open(location, this, root).export());
                });
        return List.copyOf(exported);
    }

    /// Runs work on an account that nobody in this process has open, or opens meanwhile.
    private void reserved(AccountLocation location, Alone work) throws IOException {
        accounts.requireOpen();
        try (Directory root = disk().open(location.maildir())) {
            SharedAccounts.Place reserved =
                    accounts.reserve(root.stat().id())
                            .orElseThrow(() ->
                                    new AccountInUseException(
                                            "this process has the account open: "
                                                    + location.maildir()));
            try {
                work.run(root);
            } finally {
                accounts.free(reserved);
            }
        }
    }

    /// Without a file to lock there is nobody who has locked it.
    ///
    /// @param writes whether work may leave anything, be it only that file
    private static Closeable lock(Directory root, AccountLocation location, boolean writes)
            throws IOException {
        Optional<Owner> owner = writes ? location.owner() : Optional.empty();
        return writes || AccountLock.isThere(root)
                ? AccountLock.take(root, location, owner)
                : () -> {};
    }

    private void openFirst(AccountLocation location, Directory root, SharedAccounts.Place place) {
        try {
            place.account().opened(OpenAccount.open(location, this, root), null);
        } catch (IOException | RuntimeException | Error refused) {
            accounts.remove(place);
            place.account().opened(null, refused);
        }
    }

    private void leave(SharedAccounts.Place held) {
        long arrivals = held.account().leave();
        if (arrivals < 0) {
            return;
        }
        Runnable close =
                () -> {
                    try {
                        close(held, arrivals);
                    } catch (IOException trouble) {
                        LOG.log(Level.WARNING, "closing an account", trouble);
                    }
                };
        after(options.idleBeforeClose(), "rookery-close", close);
    }

    /// Closes an account unless somebody came since `arrivalsThen`.
    private void close(SharedAccounts.Place held, long arrivalsThen) throws IOException {
        if (held.account().closeIfIdleSince(arrivalsThen)) {
            accounts.remove(held);
        }
    }

    /// Runs work later, on a thread of its own; not at all if the engine is closed by then.
    private void after(Duration delay, String name, Runnable work) {
        try {
            var _ =
                    timer.schedule(
                            () -> Thread.ofVirtual().name(name).start(work),
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "left to closing", closing);
        }
    }

    /// Runs work some time soon, on a thread of its own; not at all if the engine is closed by
    /// then.
    void soon(Runnable work) {
        after(TRY_AGAIN_AFTER, "rookery-again", work);
    }

    /// Runs work after a delay, on a thread of its own; not at all if the engine is closed by then.
    void later(Duration delay, String name, Runnable work) {
        after(delay, name, work);
    }

    /// Runs work on a thread of its own.
    void apart(String name, Runnable work) {
        var _ = Thread.ofVirtual().name(name).start(work);
    }

    /// Runs work on a storage thread some time; not at all if the engine is closed by then.
    void whenIdle(Runnable work) {
        try {
            storage.execute(work);
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "left to the next start", closing);
        }
    }

    /// Runs work on a storage thread after a delay; not at all if the engine is closed by then.
    void whenIdle(Duration delay, Runnable work) {
        try {
            var _ = timer.schedule(() -> whenIdle(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            LOG.log(Level.DEBUG, "left to the next start", closing);
        }
    }

    /// Brings names of files up to date some time after flags changed.
    NamesLater namesLater() {
        return namesLater;
    }

    private void glance() {
        int entriesMax = entriesMax();
        for (SharedAccount shared : accounts.all()) {
            if (shared.isOpen()) {
                Thread.ofVirtual().name("rookery-glance").start(() -> glance(shared, entriesMax));
            }
        }
    }

    /// How many entries of its journal an account may hold in memory: as many as it likes, unless
    /// all hold more together than there is memory for.
    private int entriesMax() {
        long all = 0;
        long open = 0;
        for (SharedAccount shared : accounts.all()) {
            int entries = shared.entriesInMemory();
            all += entries;
            open += entries > 0 ? 1 : 0;
        }
        long room = options.memoryBytes() / ENTRY_BYTES;
        return all <= room ? Integer.MAX_VALUE : (int) Math.max(ENTRIES_MIN, room / (2 * open));
    }

    private static void glance(SharedAccount shared, int entriesMax) {
        try {
            shared.account().glance(entriesMax);
        } catch (IOException | RuntimeException trouble) {
            LOG.log(Level.WARNING, "looking for changes of other programs", trouble);
        }
    }

    public BlockCache blocks() {
        return blocks;
    }

    OpenAccounts openAccounts() {
        return openAccounts;
    }

    OtherServers.Remembered otherServers() {
        return otherServers;
    }

    Duration idleBeforeClose() {
        return options.idleBeforeClose();
    }

    int checkpointEntries() {
        return options.checkpointEntries();
    }

    boolean cachesMessages() {
        return options.cachesMessages();
    }

    /// For work nobody waits for.
    Executor caching() {
        return caching;
    }

    StorageThreads storage() {
        return storage;
    }

    Disk disk() {
        return options.disk();
    }

    public InstantSource clock() {
        return options.clock();
    }

    /// Nanoseconds since some moment. Nobody sets that clock, but a test whose clock is its own.
    long elapsedNanos() {
        if (options.clock().equals(InstantSource.system())) {
            return System.nanoTime();
        }
        Instant now = options.clock().instant();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    ZoneId zone() {
        return options.zone();
    }

    public RandomGenerator random() {
        return options.random();
    }

    NameGenerator names() {
        return names;
    }

    LineEnds lineEnds() {
        return options.lineEnds();
    }

    boolean namesFilesAtOnce() {
        return options.flagsToNames().isZero();
    }

    static void closeAfter(Throwable reason, Closeable each) {
        try {
            each.close();
        } catch (IOException further) {
            reason.addSuppressed(further);
        }
    }

    /// Closes all accounts after finishing what was begun.
    @Override
    public void close() {
        timer.shutdown();
        accounts.close();
        caching.close();
        storage.close();
        openAccounts.close();
    }
}

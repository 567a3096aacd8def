// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.account.Engine;
import dev.rookery.maildir.internal.account.MailRoot;
import dev.rookery.maildir.internal.doctor.Examination;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Opens accounts; one for a whole process. Safe to share between threads.
///
/// Linux only. Start the JVM with `--enable-native-access=ALL-UNNAMED` and a UTF-8 locale.
public final class MailStore implements AutoCloseable {
    private static final long MEMORY_BYTES_MIN = 1024 * 1024;

    /// The file that tells a directory of accounts from the empty one that lies there while its
    /// disk is not mounted. Nothing reads it, and anybody may make it.
    public static final String ROOT_MARK = MailRoot.MARK;

    private final Engine engine;

    private MailStore(Engine engine) {
        this.engine = engine;
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Whether a directory that holds accounts bears its mark, [#ROOT_MARK].
    ///
    /// @throws IOException if it cannot be looked into; one that is missing has no mark
    public static boolean isMarked(Path directory) throws IOException {
        return root(directory).isMarked();
    }

    /// Marks a directory that holds accounts, and makes it if it is missing. Durable when this
    /// returns.
    ///
    /// @param owner of what is made
    public static void mark(Path directory, Optional<Owner> owner) throws IOException {
        root(directory).mark(owner);
    }

    private static MailRoot root(Path directory) {
        return new MailRoot(new LinuxDisk(Durability.POWER_CUT), absolute(directory));
    }

    private static Path absolute(Path directory) {
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + directory);
        }
        return directory.normalize();
    }

    /// Opens the account, creating what is missing of its directories. All openers in this process
    /// share one account per directory.
    ///
    /// @throws AccountInUseException if another process has it open, or Dovecot or Courier is at
    ///   work in INBOX
    /// @throws MailRootMissingException if it is not there, and its [Builder#mailRoot] bears no
    ///   mark
    /// @throws NoSpaceException if a journal has to be begun and the disk is full
    public Account open(AccountLocation location) throws IOException {
        return engine.open(location);
    }

    /// Says what is wrong with an account, and changes nothing. It reads all indexes and caches,
    /// and lists all files, in bounded memory; no message is read.
    ///
    /// @throws AccountInUseException if anybody has it open
    /// @throws java.nio.file.NoSuchFileException if there is no such directory
    public void examine(AccountLocation location, Consumer<Finding> findings) throws IOException {
        engine.alone(
                location,
                root -> {
                    var _ = new Examination(root, location, means(0), findings).run();
                });
    }

    /// Says what was wrong with an account, and mends it from what is left; then opens it and each
    /// of its mailboxes once. No message is lost, and no UID is given again. What interrupts it
    /// leaves an account that can be repaired, or opened. Mail that is another server's is not
    /// taken over.
    ///
    /// @throws AccountInUseException if anybody has it open
    /// @throws java.nio.file.NoSuchFileException if there is no such directory
    public void repair(AccountLocation location, Consumer<Finding> findings) throws IOException {
        if (mend(location, findings)) {
            var _ = mend(location, findings);
        }
    }

    /// Answers whether it has to be done once more, as all has been opened now.
    private boolean mend(AccountLocation location, Consumer<Finding> findings) throws IOException {
        boolean[] again = {false};
        engine.mend(
                location,
                root -> {
                    Examination examination =
                            new Examination(root, location, means(Engine.DOUBT_JUMP), findings);
                    boolean mayOpen = examination.run();
                    again[0] = examination.isUnfinished();
                    return mayOpen;
                });
        return again[0];
    }

    private Examination.Means means(long jump) {
        return new Examination.Means(
                engine.blocks(), engine.random(), engine.clock().instant(), jump);
    }

    /// The accounts that were open when a process died that had the same [Builder#stateDirectory].
    /// All that was acknowledged is safe; other programs may not see all of it until [#finish].
    ///
    /// @throws IOException if the store cannot keep such a list there; another process may
    public List<AccountLocation> leftOpen() throws IOException {
        return engine.leftOpen();
    }

    /// Opens an account that was left open, and closes it: then its files say all that was
    /// acknowledged. One that is gone, or was given back to Dovecot, is left alone. Others may open
    /// it meanwhile.
    ///
    /// @throws AccountInUseException if another process has it open
    /// @throws MailRootMissingException if it is not there, and its [Builder#mailRoot] bears no
    ///   mark
    public void finish(AccountLocation location) throws IOException {
        engine.finish(location);
    }

    /// Closes an account, whoever holds it, so that another process can have it: holders get
    /// [ClosedException], listeners [Change.Closed], and who wants to open it
    /// [AccountInUseException] at once, until the answer is closed.
    ///
    /// @throws AccountInUseException if it is lent already, or examined, repaired or exported
    /// @throws java.nio.file.NoSuchFileException if there is no such directory
    public Closeable lend(AccountLocation location) throws IOException {
        return engine.lend(location);
    }

    /// Gives an account back to Dovecot: flags and keywords stand in the names of files,
    /// `dovecot-uidlist`, `dovecot-keywords` and `subscriptions` say the rest, and files of ours
    /// get names `rookery.retired.…`, which nobody reads. Answers what Dovecot has to be told
    /// besides.
    ///
    /// If it is refused or interrupted, the mail is still ours, or it is Dovecot's already: calling
    /// it again finishes it in either case. Opening the account does not harm, and takes it back.
    /// Only an interruption at the very end costs [ExportedMailbox#withoutLetter] and
    /// [ExportedMailbox#uses], as does taking it back.
    ///
    /// @throws AccountInUseException if anybody has it open, or Dovecot is at work in it
    /// @throws java.nio.file.NoSuchFileException if there is no such directory
    public List<ExportedMailbox> export(AccountLocation location) throws IOException {
        return engine.export(location);
    }

    /// Closes what is still open, after finishing what was begun.
    @Override
    public void close() {
        engine.close();
    }

    /// Collects the options; each has a default.
    public static final class Builder {
        private InstantSource clock = InstantSource.system();
        private ZoneId zone = ZoneId.systemDefault();
        private Durability durability = Durability.POWER_CUT;
        private Duration flagsToNames = Duration.ofSeconds(1);
        private LineEnds lineEnds = LineEnds.LF;
        private Duration idleBeforeClose = Duration.ofSeconds(30);
        private Duration glanceEvery = Duration.ofMillis(500);
        private int checkpointEntries = 8_192;
        private Optional<Executor> storage = Optional.empty();
        private long memoryBytes = 32L * 1024 * 1024;
        private boolean cacheMessages = true;
        private String hostName = "";
        private RandomGenerator random = new SecureRandom();
        private @Nullable Disk disk;
        private @Nullable Path stateDirectory;
        private @Nullable Path mailRoot;

        private Builder() {}

        /// Default: the system clock.
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /// The zone in which searches understand dates. Default: the system's.
        public Builder zone(ZoneId zone) {
            this.zone = zone;
            return this;
        }

        /// Default: [Durability#POWER_CUT].
        public Builder durability(Durability durability) {
            this.durability = durability;
            return this;
        }

        /// How long flags may wait, at most, before file names show them; zero = before the change
        /// returns. Default: 1 s. Flags are durable at once either way.
        public Builder flagsToNames(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a delay is not negative: " + delay);
            }
            this.flagsToNames = delay;
            return this;
        }

        /// How lines of messages end on disk that are delivered from now on; those that are there
        /// stay as they are, copies of them too. Default: [LineEnds#LF].
        public Builder lineEnds(LineEnds lineEnds) {
            this.lineEnds = lineEnds;
            return this;
        }

        /// The part of new file names that tells hosts apart. Default: the machine's host name.
        public Builder hostName(String hostName) {
            this.hostName = hostName;
            return this;
        }

        /// How much memory may hold pieces of the indexes of all open folders, outside the Java
        /// heap, in bytes; 1 MiB at least. What does not fit is read from disk again. Default: 32
        /// MiB. Mail on its way to its files may take twice as much again, on the heap, for all
        /// accounts together; what comes beyond that is acknowledged when it lies in its file. What
        /// journals say that indexes do not may take once as much: then indexes are written.
        ///
        /// @throws IllegalArgumentException if it is less than 1 MiB
        public Builder memoryBytes(long bytes) {
            if (bytes < MEMORY_BYTES_MIN) {
                throw new IllegalArgumentException(
                        "memory for indexes is " + MEMORY_BYTES_MIN + " bytes at least: " + bytes);
            }
            this.memoryBytes = bytes;
            return this;
        }

        /// The threads that work on the disk for those who call, for all accounts. They have to be
        /// platform threads, a few at least, that nobody interrupts, and must take work until the
        /// store is closed, which leaves them open. Caches are filled, accounts closed and changes
        /// of other programs looked for on few threads besides. Default: 16 threads of its own.
        public Builder storage(Executor threads) {
            this.storage = Optional.of(threads);
            return this;
        }

        /// Whether what messages say of themselves - envelope, structure, header, preview - is kept
        /// in a file `rookery.cache` in each folder, some kilobytes a message, so that lists of
        /// messages and most searches open no message. It is filled in the background, for mail
        /// that was there before as well, and may be deleted while no store has the account open:
        /// that costs time, and nothing else. Default: yes.
        public Builder cacheMessages(boolean cache) {
            this.cacheMessages = cache;
            return this;
        }

        /// A directory, made if it is missing, in which the store keeps a list of the accounts that
        /// are open, so that after a crash [MailStore#leftOpen] tells them. For one store at a
        /// time. Default: none; then what a crash left is finished when the account is opened next.
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = absolute(directory);
            return this;
        }

        /// Accounts below this directory are made only while it bears its mark ([MailStore#mark]);
        /// those that are there open without it. Otherwise a disk that is not mounted would look
        /// like accounts without mail. Default: every account that is not there is made.
        public Builder mailRoot(Path directory) {
            this.mailRoot = absolute(directory);
            return this;
        }

        /// After how many entries of an account's journal its indexes are written.
        Builder checkpointEntries(int entries) {
            this.checkpointEntries = entries;
            return this;
        }

        /// How long an account stays open when its last holder has closed it, and a mailbox when
        /// nobody uses it.
        Builder idleBeforeClose(Duration delay) {
            this.idleBeforeClose = delay;
            return this;
        }

        /// How often mailboxes are looked at, for what changed in them and whether they are used.
        Builder glanceEvery(Duration interval) {
            this.glanceEvery = interval;
            return this;
        }

        /// Where names, salts and identities come from.
        Builder random(RandomGenerator random) {
            this.random = random;
            return this;
        }

        /// Another disk than the real one, which then decides what is durable.
        Builder disk(Disk disk) {
            this.disk = disk;
            return this;
        }

        /// @throws IllegalStateException if the JVM runs in a locale that cannot name all files
        public MailStore build() {
            requireUnicodeNames();
            return new MailStore(
                    new Engine(
                            new Engine.Options(
                                    disk == null ? new LinuxDisk(durability) : disk,
                                    clock,
                                    zone,
                                    flagsToNames,
                                    lineEnds,
                                    idleBeforeClose,
                                    glanceEvery,
                                    checkpointEntries,
                                    memoryBytes,
                                    storage,
                                    cacheMessages,
                                    Optional.ofNullable(stateDirectory),
                                    Optional.ofNullable(mailRoot),
                                    hostName.isEmpty() ? localHostName() : hostName,
                                    random)));
        }

        private static void requireUnicodeNames() {
            String encoding = System.getProperty("sun.jnu.encoding", "");
            if (!Charset.forName(encoding).equals(StandardCharsets.UTF_8)) {
                throw new IllegalStateException(
                        "file names are " + encoding + " here: start Java with LC_ALL=C.UTF-8");
            }
        }

        private static String localHostName() {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException nameless) {
                return "localhost";
            }
        }
    }
}

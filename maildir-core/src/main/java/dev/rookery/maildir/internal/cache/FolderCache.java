// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.mime.MessageFacts;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// What is known of the messages of one folder, in the file `rookery.cache`.
///
/// It may always be without an answer and never has a wrong one. Nothing here is durable, and no
/// failure of it is anybody else's: what cannot be written is dropped, what cannot be read is
/// unknown, and the log says so.
///
/// Safe to share between threads. Readers take no lock. Those who write wait for each other, also
/// while the disk is at work.
public final class FolderCache implements Closeable {
    public static final String NAME = "rookery.cache";
    public static final String UNFINISHED = "rookery.cache-new";

    private static final System.Logger LOG = System.getLogger(FolderCache.class.getName());

    /// Receives messages in the order of their UIDs.
    @FunctionalInterface
    public interface Visitor {
        /// @param fields good until this returns
        void visit(Uid uid, CachedFields fields) throws IOException;
    }

    private final Directory folder;
    private final Optional<Owner> owner;
    private final CacheKey key;
    private final AtomicBoolean readFailed = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private volatile CacheFile file;

    // Guarded by `writing`.
    private final Batch batch;
    private @Nullable Compaction compaction;
    private boolean writeFailed;
    private Optional<Filled> filled = Optional.empty();
    private boolean closed;

    private FolderCache(Directory folder, Optional<Owner> owner, CacheKey key, CacheFile file) {
        this.folder = folder;
        this.owner = owner;
        this.key = key;
        this.file = file;
        this.batch = new Batch(key);
    }

    /// Opens the cache of a folder, or begins one.
    ///
    /// @param folder stays open as long as this, and is the caller's to close
    /// @param folderId what the account calls the folder
    public static FolderCache open(
            Directory folder, int folderId, UidValidity uidValidity, Optional<Owner> owner)
            throws IOException {
        CacheKey key = new CacheKey(folderId, uidValidity);
        folder.delete(UNFINISHED);
        Optional<CacheFile> found = CacheFile.open(folder, NAME, key);
        CacheFile file =
                found.isPresent() ? found.get() : CacheFile.create(folder, NAME, key, owner);
        return new FolderCache(folder, owner, key, file);
    }

    /// What is wrong with the cache of a folder, in a few words: reads all of it, and changes
    /// nothing. Nothing if it is as it was written, or there is none.
    ///
    /// @param folderId what the account calls the folder
    public static Optional<String> complaint(
            Directory folder, int folderId, UidValidity uidValidity) throws IOException {
        try (InputFile file = folder.open(NAME)) {
            return new CacheVerification(file, new CacheKey(folderId, uidValidity)).complaint();
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Takes in a message; it can be found after [#flush], or when enough have come together.
    public void append(Uid uid, MessageFacts facts) {
        append(waiting -> waiting.add(uid.value(), facts));
    }

    /// Takes in a copy of a message of which another cache, or this one, knows these fields.
    public void append(Uid uid, CachedFields original) {
        append(waiting -> waiting.add(uid.value(), original));
    }

    private void append(Consumer<Batch> message) {
        writing.lock();
        try {
            if (!closed) {
                filled = Optional.empty();
                message.accept(batch);
                if (batch.isDue()) {
                    writeBatch();
                }
            }
        } finally {
            writing.unlock();
        }
    }

    /// Writes what was taken in.
    public void flush() {
        writing.lock();
        try {
            writeBatch();
        } finally {
            writing.unlock();
        }
    }

    /// How far it was filled when it was opened, if it was filled then.
    public Optional<Filled> filled() {
        return file.filled();
    }

    /// Nothing is left to be found out of the messages there are, unless a batch is still to be
    /// written, or cannot be.
    public void noteFilled(Filled now) {
        writing.lock();
        try {
            if (batch.count() == 0 && !writeFailed) {
                filled = Optional.of(now);
            }
        } finally {
            writing.unlock();
        }
    }

    private void writeBatch() {
        try {
            if (!closed && batch.count() > 0) {
                file.write(batch);
                writeFailed = false;
                if (compaction != null) {
                    compaction.note(batch);
                }
            }
        } catch (IOException refused) {
            if (!writeFailed) {
                LOG.log(Level.WARNING, "{0}/{1} cannot be written: {2}", folder, NAME, refused);
            }
            writeFailed = true;
        } finally {
            batch.clear();
        }
    }

    /// What is known of a message, if anything is.
    public Optional<CachedFields> find(Uid uid) {
        FoundMessage found = new FoundMessage(this, uid.value());
        return found.isKnown()
                ? Optional.of(new CachedFields(found).of(uid.value()))
                : Optional.empty();
    }

    /// Something that is read from the file as it is now.
    @FunctionalInterface
    interface FileReading<T> {
        @Nullable T read(CacheFile current) throws IOException;
    }

    /// Null if all is closed, or cannot be read.
    <T> @Nullable T fromFile(FileReading<T> reading) {
        CacheFile current = enter();
        if (current == null) {
            return null;
        }
        try {
            return reading(() -> reading.read(current));
        } finally {
            current.leave();
        }
    }

    /// Visits those of `uids` of which something in these lanes is known. Reads ahead, so it is
    /// cheaper than to look for one after the other.
    public void scan(UidSet uids, Set<Lane> lanes, Visitor visitor) throws IOException {
        CacheFile current = enter();
        if (current == null) {
            return;
        }
        try {
            CacheScan scan = new CacheScan(current, lanes);
            CachedFields fields =
                    new CachedFields((uid, lane) -> reading(() -> scan.record(uid, lane)));
            scan.run(uids, uid -> visitor.visit(new Uid(uid), fields.of(uid)));
        } finally {
            current.leave();
        }
    }

    /// Whether anything is known of messages from this UID on.
    public boolean knowsAnyFrom(Uid least) throws IOException {
        CacheFile current = enter();
        if (current == null) {
            return false;
        }
        try {
            boolean[] any = {false};
            new CacheScan(current, EnumSet.allOf(Lane.class))
                    .runFrom(least.value(), _ -> any[0] = true);
            return any[0];
        } finally {
            current.leave();
        }
    }

    /// The file to be read, until [CacheFile#leave]; null when all is closed.
    @Nullable CacheFile enter() {
        while (true) {
            CacheFile current = file;
            if (current.enter()) {
                return current;
            }
            if (current == file) {
                return null;
            }
        }
    }

    /// Something that is read from the file.
    @FunctionalInterface
    interface Reading<T> {
        @Nullable T read() throws IOException;
    }

    /// What cannot be read is not known.
    <T> @Nullable T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException refused) {
            if (readFailed.compareAndSet(false, true)) {
                LOG.log(Level.WARNING, "{0}/{1} cannot be read: {2}", folder, NAME, refused);
            }
            return null;
        }
    }

    /// How much of the file is of use. Reads the index, not the records.
    ///
    /// @param live whether there is still a message of that UID
    public CacheSize size(LongPredicate live) throws IOException {
        CacheFile current = enter();
        if (current == null) {
            return new CacheSize(0, 0);
        }
        try {
            long[] bytes = {0};
            int[] page = {-1};
            CacheScan scan = new CacheScan(current, EnumSet.allOf(Lane.class));
            scan.runFrom(
                    Uid.FIRST.value(),
                    uid -> {
                        if (live.test(uid)) {
                            boolean same = page[0] == PageDirectory.page(uid);
                            page[0] = PageDirectory.page(uid);
                            bytes[0] += scan.bytes(uid) + (same ? 0 : CacheLayout.PAGE_BYTES);
                        }
                    });
            return new CacheSize(current.usedBytes(), bytes[0]);
        } finally {
            current.leave();
        }
    }

    /// Writes the file anew with what is known of messages that are still there, in their order,
    /// and puts it in the place of the old one. For a thread that has time; readers and writers go
    /// on.
    ///
    /// @param live whether there is still a message of that UID
    public void compact(LongPredicate live) throws IOException {
        Compaction begun = beginCompaction(live);
        if (begun == null) {
            return;
        }
        try {
            begun.copyAll();
            finishCompaction(begun);
        } finally {
            endCompaction(begun);
        }
    }

    private @Nullable Compaction beginCompaction(LongPredicate live) throws IOException {
        writing.lock();
        try {
            if (closed || compaction != null) {
                return null;
            }
            CacheFile fresh = CacheFile.create(folder, UNFINISHED, key, owner);
            compaction = new Compaction(file, fresh, live);
            return compaction;
        } finally {
            writing.unlock();
        }
    }

    /// What came in while most was copied is copied while nothing comes in.
    private void finishCompaction(Compaction begun) throws IOException {
        writing.lock();
        try {
            if (!closed) {
                begun.copyNoted();
                filled = filled.or(file::filled);
                folder.replace(UNFINISHED, NAME);
                CacheFile old = file;
                file = begun.fresh();
                old.retire();
            }
        } finally {
            writing.unlock();
        }
    }

    private void endCompaction(Compaction begun) throws IOException {
        writing.lock();
        try {
            compaction = null;
            if (file != begun.fresh()) {
                begun.fresh().retire();
                folder.delete(UNFINISHED);
            }
        } finally {
            writing.unlock();
        }
    }

    /// What was taken in is written. Afterwards nothing is known any more.
    @Override
    public void close() throws IOException {
        writing.lock();
        try {
            writeBatch();
            if (!closed) {
                file.finish(filled);
            }
        } finally {
            closed = true;
            file.retire();
            writing.unlock();
        }
    }
}

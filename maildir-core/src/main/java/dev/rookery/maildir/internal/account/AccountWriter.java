// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The single writer of an account, and its group commit.
///
/// Operations queue up; whoever finds the writer idle starts it on the storage pool, and it takes
/// everything that waits as one group: all are prepared in order, their entries are written and
/// forced once, all are performed, the touched directories are forced once, the new state is
/// published, the callers hear of it. So UIDs are given, shown and told in one order.
///
/// Memory and journal never disagree: what was performed counts, whatever fails later; and when it
/// is not known what the journal holds, or it holds what could not be performed and cannot be taken
/// back, it is begun anew from memory before anything else.
///
/// The state belongs to whichever thread runs the writer; the next one sees it through the queue.
final class AccountWriter {
    private static final System.Logger LOG = System.getLogger(AccountWriter.class.getName());

    private final WriterQueue queue;
    private final Books books;

    /// What memory has and the journal has not, for want of room.
    private final List<Entry> unwritten = new ArrayList<>();

    private final AccountState state;
    private @Nullable Journal current;

    /// The account's other half: begins journals, and shows the world what was committed.
    interface Books {
        /// The journal to write to, begun anew from the state if the last one failed.
        Journal journal() throws IOException;

        /// Something is about to be acknowledged.
        void promising();

        /// Begins an epoch that continues this one.
        void nextEpoch() throws IOException;

        /// Whether the journal lies where the next start will look for it.
        boolean isInPlace(Journal journal) throws IOException;

        /// Everything in `entries` is durable and done, and the state is what it led to.
        ///
        /// @param before the folders as they were
        void committed(FolderTable before, List<Entry> entries);

        /// Callers have been answered; what is left to tidy up may be started.
        void answered(List<Entry> entries);
    }

    AccountWriter(Executor storage, Books books, AccountState state) {
        this.queue = new WriterQueue(storage, this::commit);
        this.books = books;
        this.state = state;
    }

    /// Runs an operation and waits for its answer.
    <T> T run(Operation<T> operation) throws IOException {
        Pending<T> pending = new Pending<>(operation);
        queue.addAwaited(pending);
        return await(pending.answer());
    }

    /// Queues an operation.
    <T> CompletableFuture<T> submit(Operation<T> operation) {
        Pending<T> pending = new Pending<>(operation);
        queue.add(pending);
        return pending.answer();
    }

    /// Whether the journal has all that memory has. For when the writer has ended.
    boolean isWritten() {
        return unwritten.isEmpty();
    }

    /// Runs what was queued before, and nothing that comes later.
    void close() throws IOException {
        Pending<Boolean> last = new Pending<>(new LastOperation());
        queue.addLast(last);
        await(last.answer());
    }

    static <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw rethrown(failed.getCause());
        }
    }

    static IOException rethrown(@Nullable Throwable cause) throws IOException {
        return switch (cause) {
            case IOException disk -> copy(disk);
            case RuntimeException refused -> throw refused;
            case Error error -> throw error;
            case null, default -> new IOException(cause);
        };
    }

    /// The exception belongs to several callers; each gets the type and text it needs.
    private static IOException copy(IOException disk) {
        return disk instanceof NoSpaceException full
                ? new NoSpaceException(String.valueOf(full.getMessage()))
                : new IOException(disk.getMessage(), disk);
    }

    private void commit(List<Pending<?>> group) {
        try {
            commitOrRefuse(group);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "writing to an account", bug);
            if (current != null) {
                current.abandon();
            }
            group.forEach(pending -> pending.fail(bug));
        }
    }

    private void commitOrRefuse(List<Pending<?>> group) {
        List<Pending<?>> promised = new ArrayList<>();
        Draft draft = Draft.over(state);
        Journal journal;
        try {
            journal = journal();
            for (Pending<?> pending : group) {
                if (pending.prepare(draft)) {
                    promised.add(pending);
                }
            }
            journal = write(journal, promised);
        } catch (IOException | RuntimeException | Error failure) {
            refuse(group, promised, failure);
            return;
        }
        promised.forEach(Pending::perform);
        Optional<Throwable> revoked =
                promised.stream().flatMap(pending -> pending.revocation().stream()).findFirst();
        if (revoked.isPresent()) {
            journal.abandon();
            refuse(group, promised, revoked.get());
            return;
        }
        List<Entry> committed = settle(journal, draft, promised);
        FolderTable before = state.table();
        state.commit(draft, committed);
        beginEpoch(promised);
        publish(before, committed);
        promised.forEach(Pending::tell);
        books.answered(committed);
    }

    /// The journal to write to. One that was begun anew holds all of the state already.
    private Journal journal() throws IOException {
        Journal journal = books.journal();
        if (journal != current) {
            unwritten.clear();
            current = journal;
        }
        return journal;
    }

    /// Answers the journal that holds what was promised, durably.
    private Journal write(Journal journal, List<Pending<?>> promised) throws IOException {
        List<Entry> entries = new ArrayList<>(unwritten);
        promised.forEach(pending -> entries.addAll(pending.entries()));
        boolean only = entries.size() == unwritten.size();
        if (entries.isEmpty() || (only && promised.stream().noneMatch(Pending::beginsEpoch))) {
            return journal;
        }
        try {
            return write(journal, entries, promised);
        } catch (NoSpaceException | LimitException refused) {
            // The journal knows whether it is as good as before.
            throw refused;
        } catch (IOException | RuntimeException | Error failure) {
            journal.abandon();
            throw failure;
        }
    }

    private Journal write(Journal journal, List<Entry> entries, List<Pending<?>> promised)
            throws IOException {
        Journal.Room room = room(promised);
        journal.append(entries, room);
        if (promised.stream().noneMatch(Pending::promises)) {
            unwritten.clear();
            return journal;
        }
        books.promising();
        journal.force();
        if (books.isInPlace(journal)) {
            unwritten.clear();
            return journal;
        }
        journal.abandon();
        Journal anew = journal();
        List<Entry> lost = new ArrayList<>();
        promised.forEach(pending -> lost.addAll(pending.entries()));
        anew.append(lost, room);
        anew.force();
        return anew;
    }

    /// What all may use up that add anything to the journal.
    private static Journal.Room room(List<Pending<?>> promised) {
        return promised.stream()
                .filter(pending -> !pending.entries().isEmpty())
                .map(Pending::room)
                .min(Comparator.naturalOrder())
                .orElse(Journal.Room.ORDINARY);
    }

    private void beginEpoch(List<Pending<?>> promised) {
        if (promised.stream().noneMatch(Pending::beginsEpoch)) {
            return;
        }
        try {
            books.nextEpoch();
            current = books.journal();
        } catch (IOException refused) {
            LOG.log(Level.WARNING, "the journal goes on in its epoch", refused);
        }
    }

    /// Fails what was promised, after making sure that no crash can bring it back. What may use
    /// more room than others is tried again without them.
    private void refuse(List<Pending<?>> group, List<Pending<?>> promised, Throwable failure) {
        boolean again = failure instanceof NoSpaceException;
        Journal.Room least = room(promised);
        try {
            if (!promised.isEmpty()) {
                journal();
                promised.forEach(Pending::abandon);
            }
        } catch (IOException | RuntimeException unknown) {
            LOG.log(Level.WARNING, "something that was refused may stay on disk", unknown);
        }
        List<Pending<?>> retried = new ArrayList<>();
        for (Pending<?> pending : group) {
            if (again && promised.contains(pending) && pending.room().compareTo(least) > 0) {
                retried.add(pending);
            } else {
                pending.fail(failure);
            }
        }
        queue.putBack(retried);
    }

    /// Makes durable what was done; what could not be done is taken back, and only its caller hears
    /// of it.
    ///
    /// Answers all entries that hold, also those that took something back.
    private List<Entry> settle(Journal journal, Draft draft, List<Pending<?>> promised) {
        Map<Directory, IOException> notDurable = force(promised);
        List<Entry> done = new ArrayList<>();
        for (Pending<?> pending : promised) {
            pending.settle(notDurable);
            done.addAll(pending.aftermath().entries());
        }
        List<Entry> committed = new ArrayList<>(draft.entries());
        for (Entry entry : done) {
            add(draft, entry);
        }
        boolean noted = note(journal, done);
        if (promised.stream().anyMatch(Pending::isTakenBackForGood) && noted) {
            takeBackForGood(journal, promised);
        }
        committed.addAll(done);
        return committed;
    }

    private static void takeBackForGood(Journal journal, List<Pending<?>> promised) {
        try {
            journal.force();
            promised.stream().filter(Pending::isTakenBackForGood).forEach(Pending::abandon);
        } catch (IOException | RuntimeException failure) {
            journal.abandon();
            LOG.log(Level.WARNING, "the journal will be begun anew", failure);
        }
    }

    private static void add(Draft draft, Entry entry) {
        try {
            draft.add(entry);
        } catch (IOException unread) {
            // Only reading a folder can fail, and whoever did something to it has read it.
            throw new UncheckedIOException(unread);
        }
    }

    private static Map<Directory, IOException> force(List<Pending<?>> promised) {
        Map<Directory, IOException> failed = new LinkedHashMap<>();
        Map<Directory, Boolean> seen = new LinkedHashMap<>();
        for (Pending<?> pending : promised) {
            for (Directory directory : pending.aftermath().touched()) {
                if (seen.putIfAbsent(directory, true) == null) {
                    try {
                        directory.force();
                    } catch (IOException notDurable) {
                        failed.put(directory, notDurable);
                    }
                }
            }
        }
        return failed;
    }

    /// Notes what is done; losing the note means only that work is done again. Answers whether the
    /// journal has it.
    private boolean note(Journal journal, List<Entry> done) {
        if (done.isEmpty()) {
            return true;
        }
        try {
            if (unwritten.isEmpty()) {
                journal.append(done, Journal.Room.HALF_OF_RESERVE);
                return true;
            }
        } catch (NoSpaceException full) {
            LOG.log(Level.DEBUG, "left for later: {0}", full.getMessage());
        } catch (IOException | RuntimeException failure) {
            journal.abandon();
            LOG.log(Level.WARNING, "the journal will be begun anew", failure);
        }
        unwritten.addAll(done);
        return false;
    }

    private void publish(FolderTable before, List<Entry> committed) {
        if (committed.isEmpty()) {
            return;
        }
        try {
            books.committed(before, committed);
        } catch (RuntimeException | Error bug) {
            LOG.log(Level.ERROR, "showing what was committed", bug);
        }
    }

    /// Comes after all others.
    private static final class LastOperation implements Operation<Boolean> {
        @Override
        public Boolean prepare(Draft draft) {
            return true;
        }

        @Override
        public boolean alone() {
            return true;
        }
    }
}

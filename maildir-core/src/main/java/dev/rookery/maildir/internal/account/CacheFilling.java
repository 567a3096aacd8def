// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageFacts;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What a mailbox's cache lacks, and how it gets it, piece by piece: of mail that came in with its
/// bytes from those, of copies from what is known of the original, of all other mail from its file,
/// in the order of UIDs.
///
/// The lock guards what waits. Pieces are done by one thread at a time.
final class CacheFilling {
    private static final int PIECE = 64;
    private static final long PIECE_BYTES = 4 * 1024 * 1024;
    private static final int READ_ATTEMPTS_MAX = 3;
    private static final int WAITING_MAX = 4_096;
    private static final long WAITING_BYTES_MAX = 2 * 1024 * 1024;

    /// So many expunged messages, or an eighth of all, are worth a look at what they left behind.
    private static final int EXPUNGED_MIN = 1_024;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final MailboxCache cache;

    private final Object lock = new Object();
    private final Deque<Arrived> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private UidSet.Builder more = UidSet.builder();
    private boolean opened;
    private long expunged;

    /// Messages that nothing could be found out of, since the mailbox was opened.
    private final UidSet.Builder hopeless = UidSet.builder();

    /// Messages of which all was found out since then. What was too large to keep stays so.
    private final UidSet.Builder learned = UidSet.builder();

    // For the thread that does the pieces.

    /// What has to be read from files.
    private UidSet missing = UidSet.EMPTY;

    /// True sizes of messages that have wrong ones, by UID.
    private final SortedMap<Long, Long> wrong = new TreeMap<>();

    /// A new message.
    private record Arrived(long uid, Optional<byte[]> bytes, Optional<Entry.Place> original) {
        int heldBytes() {
            return bytes.map(held -> held.length).orElse(0);
        }
    }

    CacheFilling(OpenMailbox mailbox, OpenAccount account, MailboxCache cache) {
        this.mailbox = mailbox;
        this.account = account;
        this.cache = cache;
    }

    /// There may be mail nothing is known of.
    void opened() {
        synchronized (lock) {
            opened = true;
        }
    }

    /// A message came in, and whoever brought it was told so.
    void arrived(Entry.MessageAdded message) {
        Arrived arrived =
                new Arrived(
                        message.uid(),
                        message.body().flatMap(body -> Optional.ofNullable(body.bytes())),
                        message.copyOf());
        boolean fromFile = arrived.bytes().isEmpty() && arrived.original().isEmpty();
        int held = arrived.heldBytes();
        synchronized (lock) {
            boolean full = waiting.size() >= WAITING_MAX || waitingBytes + held > WAITING_BYTES_MAX;
            if (fromFile || full) {
                more.accept(arrived.uid());
            } else {
                waiting.addLast(arrived);
                waitingBytes += held;
            }
        }
    }

    /// Somebody asked for a message, and nothing was known of it, or not all.
    void wanted(long uid) {
        synchronized (lock) {
            if (!hopeless.contains(uid) && !learned.contains(uid)) {
                more.accept(uid);
            }
        }
    }

    /// Messages went.
    void expunged(long count) {
        synchronized (lock) {
            expunged += count;
        }
    }

    /// Does a piece of what there is to do; answers whether there may be more.
    boolean piece() {
        try {
            return !cache.isStopped() && doPiece();
        } catch (CancellationException closing) {
            return false;
        } finally {
            correctSizes();
        }
    }

    /// How far the cache was filled is asked before anything is added to it: then nobody knows any
    /// more.
    private boolean doPiece() {
        if (takeOpened()) {
            lookWhatIsMissing();
            return true;
        }
        List<Arrived> arrived = nextArrived();
        if (!arrived.isEmpty()) {
            arrived.forEach(this::take);
            cache.flush();
            UidSet.Builder done = UidSet.builder();
            arrived.forEach(each -> done.accept(each.uid()));
            missing = missing.minus(done.build());
            return true;
        }
        if (takeExpunged()) {
            cache.tidy();
            return true;
        }
        return readMissing();
    }

    private void lookWhatIsMissing() {
        UidSet all = mailbox.snapshot().uids();
        missing = missing.or(cache.unknown(all));
        OptionalLong gone = cache.gone(all);
        if (gone.isEmpty() || isMuch(gone.getAsLong(), all.size())) {
            cache.tidy();
        } else {
            expunged(gone.getAsLong());
        }
    }

    private List<Arrived> nextArrived() {
        List<Arrived> next = new ArrayList<>();
        synchronized (lock) {
            while (!waiting.isEmpty() && next.size() < PIECE) {
                Arrived arrived = waiting.removeFirst();
                waitingBytes -= arrived.heldBytes();
                next.add(arrived);
            }
        }
        return next;
    }

    private boolean takeOpened() {
        synchronized (lock) {
            boolean was = opened;
            opened = false;
            return was;
        }
    }

    private boolean takeExpunged() {
        long left = mailbox.snapshot().uids().size();
        synchronized (lock) {
            boolean many = expunged >= EXPUNGED_MIN && isMuch(expunged, left);
            expunged = many ? 0 : expunged;
            return many;
        }
    }

    private static boolean isMuch(long gone, long left) {
        return gone > 0 && gone >= left / 8;
    }

    private boolean readMissing() {
        MailboxSnapshot before = mailbox.snapshot();
        boolean nothingWaits;
        long told;
        synchronized (lock) {
            missing = missing.or(more.build());
            more = UidSet.builder();
            told = before.uids().size() + expunged;
            boolean allKnown = hopeless.build().and(before.uids()).isEmpty();
            nothingWaits = waiting.isEmpty() && !opened && allKnown;
        }
        if (missing.isEmpty()) {
            if (nothingWaits) {
                cache.noteFilled(before.uidNext(), told);
            }
            return false;
        }
        UidSet.Builder done = UidSet.builder();
        long uid = 0;
        long bytes = 0;
        for (int i = 0; i < PIECE && bytes < PIECE_BYTES; i++) {
            uid = missing.nextAfter(uid);
            if (uid <= 0) {
                break;
            }
            bytes += read(uid, Optional.empty());
            done.accept(uid);
        }
        missing = missing.minus(done.build());
        cache.flush();
        return true;
    }

    private void take(Arrived arrived) {
        if (cache.isStopped() || !isThere(arrived.uid())) {
            return;
        }
        byte @Nullable [] bytes = arrived.bytes().orElse(null);
        if (bytes != null) {
            learn(arrived.uid(), () -> facts(bytes));
            return;
        }
        var _ = read(arrived.uid(), arrived.original());
    }

    /// All there is to know of a message of that row, if it is known of an original of it.
    private Optional<CachedFields> whole(int folder, long uid, Row row) {
        return account.caches()
                .find(folder, uid, row.physicalBytes())
                .filter(CachedFields::areWhole)
                .filter(known -> known.crlfBytes().filter(size -> !isWrong(row, size)).isPresent());
    }

    private boolean isThere(long uid) {
        return mailbox.snapshot().uids().contains(uid);
    }

    /// Answers how many bytes that may have cost.
    private long read(long uid, Optional<Entry.Place> copied) {
        cache.requireTime();
        try {
            Optional<Row> row = mailbox.snapshot().row(uid);
            return row.isEmpty() ? 0 : read(row.get(), copied);
        } catch (IOException | RuntimeException trouble) {
            cannotTell(uid, trouble);
            return 0;
        }
    }

    private long read(Row row, Optional<Entry.Place> copied) {
        long uid = row.uid();
        Optional<CachedFields> original =
                copied.flatMap(place -> whole(place.folder(), place.uid(), row))
                        .or(() -> row.origin().flatMap(it -> whole(it.folder(), it.uid(), row)));
        if (original.isPresent()) {
            cache.append(new Uid(uid), original.get());
            return 0;
        }
        learn(uid, () -> factsOfFile(uid));
        return row.physicalBytes();
    }

    /// Finds out what a message says.
    @FunctionalInterface
    private interface Reading {
        Optional<MessageFacts> read() throws IOException;
    }

    /// What cannot be read now stays unknown until the mailbox is opened again.
    private void learn(long uid, Reading reading) {
        try {
            reading.read().ifPresentOrElse(facts -> take(uid, facts), () -> giveUp(uid));
        } catch (IOException | RuntimeException trouble) {
            cannotTell(uid, trouble);
        }
    }

    private void take(long uid, MessageFacts facts) {
        cache.append(new Uid(uid), facts);
        synchronized (lock) {
            learned.accept(uid);
        }
    }

    private void giveUp(long uid) {
        if (isThere(uid)) {
            synchronized (lock) {
                hopeless.accept(uid);
            }
        }
    }

    private void cannotTell(long uid, Exception trouble) {
        cache.requireTime();
        giveUp(uid);
        account.report("cannot tell what UID " + uid + " says in " + mailbox.files(), trouble);
    }

    private static Optional<MessageFacts> facts(byte[] bytes) throws IOException {
        return Optional.of(MessageFacts.of(MessageBytes.of(bytes, 0, bytes.length)));
    }

    /// What a message says, if its bytes are where they were last seen.
    private Optional<MessageFacts> factsOfFile(long uid) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read(mailbox.state(), uid);
            } catch (MessageExpungedException gone) {
                return Optional.empty();
            } catch (NoSuchFileException renamed) {
                if (attempt == READ_ATTEMPTS_MAX) {
                    return Optional.empty();
                }
            }
        }
    }

    private Optional<MessageFacts> read(FolderState now, long uid) throws IOException {
        Optional<MessageInMemory> unplaced =
                account.body(mailbox.id(), uid).flatMap(MessageInMemory::of);
        if (unplaced.isPresent()) {
            return Optional.of(MessageFacts.of(unplaced.get()));
        }
        Row row = now.snapshot().requireRow(new Uid(uid));
        MessageFile file =
                new MessageFile(
                        mailbox.files().open(now.fileName(row), now.isInNew(uid)),
                        row.physicalBytes());
        try {
            if (!file.isOf(mailbox, row)) {
                return Optional.empty();
            }
            MessageFacts facts = MessageFacts.of(cancelled(file));
            return isWrong(row, facts.crlfBytes()) ? Optional.empty() : Optional.of(facts);
        } finally {
            file.close();
        }
    }

    /// Whether the message has to become another one, which is of that size. Nothing is kept of it:
    /// if it stays, it is read again when the mailbox is opened again.
    private boolean isWrong(Row row, long crlfBytes) {
        boolean due = CorrectSizes.isDue(row, crlfBytes);
        if (due) {
            wrong.put(row.uid(), crlfBytes);
        }
        return due;
    }

    /// As long as another server is at work, that one gives out the UIDs.
    private void correctSizes() {
        SortedMap<Long, Long> sizes = new TreeMap<>(wrong);
        wrong.clear();
        if (sizes.isEmpty() || account.mailboxes().otherServers().areIn(mailbox.id())) {
            return;
        }
        var _ =
                account.writer()
                        .submit(new CorrectSizes(mailbox, sizes))
                        .thenAccept(mailbox.lookout()::expect)
                        .exceptionally(trouble -> {
                            account.report(
                                    "wrong sizes stay for now in " + mailbox.files(), trouble);
                            return null;
                        });
    }

    /// A large message is left as soon as the mailbox is closed.
    private MessageBytes cancelled(MessageFile file) {
        return new MessageBytes() {
            @Override
            public long sizeBytes() {
                return file.sizeBytes();
            }

            @Override
            public int read(long at, byte[] into, int offset, int length) throws IOException {
                cache.requireTime();
                return file.read(at, into, offset, length);
            }
        };
    }

    void stop() {
        cache.stop();
    }
}

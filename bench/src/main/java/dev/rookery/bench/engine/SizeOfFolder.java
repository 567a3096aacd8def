// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.corpus.GeneratedMaildir;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// What the size of a folder costs: opening it after a restart, listing it in addition if it
/// changed just before the store was closed, one delivery, one flag of any message, one expunge of
/// any; what the index takes on disk; and the memory of a process that has read all that the index
/// says of its messages.
///
/// `--full` includes a folder of a million messages.
public final class SizeOfFolder {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);
    private static final List<Integer> LESS = List.of(0, 1_000, 100_000);
    private static final List<Integer> FULL = List.of(0, 1_000, 100_000, 1_000_000);
    private static final int PAIRS = 2;
    private static final long SEED = 1;
    private static final double RATIO_MAX = 2;
    private static final long KILOBYTES_MAX = 64 * 1024;
    private static final long INDEX_BYTES_MAX = 48;
    private static final long MANY = 10_000;
    private static final String MISSED = "MISSED";
    private static final Flags FLAGGED = Flags.of(SystemFlag.FLAGGED);
    private static final int DELIVERED = 300;
    private static final int EXPUNGED = 100;

    private static final String HEAD =
            """
            Microseconds: median (ratio to the first row). Met: the ratios of open, deliver, flag
            and expunge are at most 2, and heap and PSS grow by at most 64 MB together.

            | messages | first index, ms | open | open and list | deliver | flag | expunge \
            | index, bytes each | heap, kB | PSS, kB | |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final Path maildir;
    private final Latencies opened = new Latencies();
    private final Latencies listed = new Latencies();
    private final Latencies delivered = new Latencies();
    private final Latencies flagged = new Latencies();
    private final Latencies expunged = new Latencies();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long indexedMillis;
    private long messages;

    private SizeOfFolder(Path maildir, int messages) throws IOException {
        this.maildir = maildir;
        this.messages = messages;
        var _ = GeneratedMaildir.create(maildir, messages);
        long start = System.nanoTime();
        visit((_, inbox) -> Answers.require(messages, inbox.refresh().uids().size(), "messages"));
        indexedMillis = (System.nanoTime() - start) / 1_000_000;
    }

    public static void main(String[] arguments) throws IOException {
        boolean full = List.of(arguments).contains("--full");
        boolean met = true;
        try (WorkDirectory work = WorkDirectory.create()) {
            System.out.println(Environment.describe(work) + "\n");
            List<SizeOfFolder> sizes = new ArrayList<>();
            for (int size : full ? FULL : LESS) {
                sizes.add(new SizeOfFolder(work.path().resolve("m" + size), size));
            }
            sizes.getFirst().round(new Latencies(), new Latencies());
            for (int i = 0; i < 2 * PAIRS; i++) {
                for (SizeOfFolder each : i % 2 == 0 ? sizes : sizes.reversed()) {
                    each.round(each.opened, each.listed);
                }
            }
            System.out.print(HEAD);
            SizeOfFolder first = sizes.getFirst();
            Footprint least = Footprint.ofProcessReading(first.maildir);
            for (SizeOfFolder each : sizes) {
                Footprint footprint =
                        each == first ? least : Footprint.ofProcessReading(each.maildir);
                String row = each.row(first, least, footprint);
                System.out.println(row);
                met &= !row.contains(MISSED);
            }
            System.out.println("\nLoad at the end: " + Environment.load());
        }
        System.exit(met ? 0 : 1);
    }

    @FunctionalInterface
    private interface Visit {
        void to(long startNanos, Mailbox inbox) throws IOException;
    }

    private void visit(Visit visit) throws IOException {
        try (MailStore store = MailStore.builder().build()) {
            long start = System.nanoTime();
            try (Account account = store.open(new AccountLocation(maildir))) {
                visit.to(start, account.mailbox(MailboxName.INBOX));
            }
        }
    }

    private void round(Latencies opening, Latencies listing) throws IOException {
        visit((start, inbox) -> {
            Answers.require(messages, inbox.snapshot().uids().size(), "messages");
            opening.add(System.nanoTime() - start);
            for (int i = 0; i < DELIVERED; i++) {
                delivered.time(() -> deliver(inbox));
            }
            for (int i = 0; i < DELIVERED; i++) {
                UidSet any = any(inbox);
                boolean set = inbox.snapshot().having(SystemFlag.FLAGGED).intersects(any);
                FlagChange flip = set ? FlagChange.remove(FLAGGED) : FlagChange.add(FLAGGED);
                flagged.time(() -> inbox.changeFlags(any, flip));
            }
            for (int i = 0; i < EXPUNGED; i++) {
                UidSet any = any(inbox);
                expunged.time(() -> inbox.expunge(any));
            }
            messages += DELIVERED - EXPUNGED;
            Answers.require(messages, inbox.snapshot().uids().size(), "messages");
        });
        visit((start, inbox) -> {
            Answers.require(messages, inbox.snapshot().uids().size(), "messages");
            listing.add(System.nanoTime() - start);
        });
    }

    private UidSet any(Mailbox inbox) {
        UidSet all = inbox.snapshot().uids();
        return UidSet.of(all.select(1 + random.nextLong(all.size())));
    }

    private static Uid deliver(Mailbox inbox) throws IOException {
        try (Delivery delivery = inbox.deliver(Flags.NONE, Instant.now())) {
            delivery.write(MESSAGE, 0, MESSAGE.length);
            return delivery.commit().uid();
        }
    }

    /// @param least what a process with the smallest folder takes
    private String row(SizeOfFolder first, Footprint least, Footprint footprint)
            throws IOException {
        Answers.require(messages, footprint.messages(), "messages read");
        boolean flat =
                opened.ratio(first.opened) <= RATIO_MAX
                        && delivered.ratio(first.delivered) <= RATIO_MAX
                        && flagged.ratio(first.flagged) <= RATIO_MAX
                        && expunged.ratio(first.expunged) <= RATIO_MAX;
        long more = footprint.kilobytes() - least.kilobytes();
        return "| %,d | %,d | %s | %s | %s | %s | %s | %,d | %,d | %,d | %s |"
                .formatted(
                        messages,
                        indexedMillis,
                        opened.beside(first.opened),
                        listed.beside(first.listed),
                        delivered.beside(first.delivered),
                        flagged.beside(first.flagged),
                        expunged.beside(first.expunged),
                        indexBytes() / messages,
                        footprint.heapKilobytes(),
                        footprint.pssKilobytes(),
                        flat && more <= KILOBYTES_MAX && isIndexSmall() ? "met" : MISSED);
    }

    /// In a small folder what does not grow weighs more than that.
    private boolean isIndexSmall() throws IOException {
        return messages < MANY || indexBytes() / messages <= INDEX_BYTES_MAX;
    }

    private long indexBytes() throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(maildir, "rookery.index*")) {
            for (Path each : files) {
                bytes += Files.size(each);
            }
        }
        return bytes;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.maildir.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The bare engine beside Debian's Dovecot and beside the disk, both durable, in folders of
/// different sizes. `--quick` is less exact and stops at 20,000 messages, `--full` adds a folder of
/// a million messages, for the engine alone: there Dovecot ends the connection.
public final class EngineAgainstDovecot {
    private static final int SMALL = 10;
    private static final int MEDIUM = 20_000;
    private static final int LARGE = 100_000;
    private static final int HUGE = 1_000_000;
    private static final int USERS = 5;
    private static final int CLIENTS = 10;

    private final Dovecot dovecot;
    private final MailStore store;
    private final Path directory;
    private final Rounds rounds;
    private final ComparisonTable table = new ComparisonTable();

    private EngineAgainstDovecot(Dovecot dovecot, MailStore store, Path directory, Rounds rounds) {
        this.dovecot = dovecot;
        this.store = store;
        this.directory = directory;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> options = List.of(arguments);
        if (!Dovecot.isInstalled()) {
            System.err.println("needs dovecot-lmtpd and dovecot-imapd, and the superuser");
            System.exit(1);
        }
        boolean quick = options.contains("--quick");
        Rounds rounds =
                quick
                        ? new Rounds(1, Duration.ofMillis(300))
                        : new Rounds(2, Duration.ofMillis(1_500));
        List<Integer> sizes =
                options.contains("--full")
                        ? List.of(SMALL, LARGE, HUGE)
                        : List.of(SMALL, quick ? MEDIUM : LARGE);
        boolean met;
        try (WorkDirectory work = WorkDirectory.create();
                Dovecot dovecot = Dovecot.start(work.path().resolve("dovecot"));
                MailStore store = MailStore.builder().build()) {
            System.out.println(Environment.describe(work) + "\n");
            var run = new EngineAgainstDovecot(dovecot, store, work.path(), rounds);
            for (int size : sizes) {
                run.folder(size);
            }
            System.out.println(run.table);
            System.out.println("Load at the end: " + Environment.load());
            met = quick || !run.table.toString().contains("MISSED");
        }
        System.exit(met ? 0 : 1);
    }

    private void folder(int size) throws IOException {
        List<RookeryFolder> ours = new ArrayList<>();
        List<DovecotFolder> theirs = new ArrayList<>();
        int users = size == SMALL ? USERS : 1;
        for (int i = 0; i < users; i++) {
            String user = "u" + size + "-" + i;
            ours.add(new RookeryFolder(store, directory.resolve(user), size));
            if (size < HUGE) {
                theirs.add(new DovecotFolder(dovecot, user, size));
            }
        }
        flags(size, ours.getFirst());
        if (!theirs.isEmpty()) {
            flags(size, ours.getFirst(), theirs.getFirst());
        }
        deliveries(size, "1 client", ours.subList(0, 1), theirs, 1);
        deliveries(size, "10 clients, 1 user", ours.subList(0, 1), theirs, CLIENTS);
        if (users > 1) {
            deliveries(size, "10 clients, 5 users", ours, theirs, CLIENTS);
        }
        for (RookeryFolder each : ours) {
            each.check();
            each.close();
        }
        for (DovecotFolder each : theirs) {
            each.check();
        }
    }

    private void flags(int size, RookeryFolder ours) throws IOException {
        try (ForcedWrites disk = new ForcedWrites(directory.resolve("forced-" + size))) {
            List<Samples> samples = rounds.run(List.of(Contestant.of(ours::changeFlag), disk));
            Optional<Samples> other = Optional.of(samples.get(1));
            table.add(size, "flag, beside a bare force", samples.get(0), other, 0.6);
        }
    }

    private void flags(int size, RookeryFolder ours, DovecotFolder theirs) throws IOException {
        try (ImapSession session = theirs.session()) {
            var _ = session.run("SELECT INBOX");
            Contestant stores = Contestant.of(() -> theirs.changeFlag(session));
            List<Samples> samples = rounds.run(List.of(Contestant.of(ours::changeFlag), stores));
            Optional<Samples> other = Optional.of(samples.get(1));
            double target = size < LARGE ? 0 : 25;
            table.add(size, "flag, beside STORE", samples.get(0), other, target);
        }
    }

    private void deliveries(
            int size, String who, List<RookeryFolder> ours, List<DovecotFolder> theirs, int clients)
            throws IOException {
        Contestant rookery = Deliveries.rookery(ours, clients);
        if (theirs.isEmpty()) {
            Samples alone = rounds.run(List.of(rookery)).getFirst();
            table.add(size, "deliver, " + who, alone, Optional.empty(), 0);
            return;
        }
        List<DovecotFolder> users = theirs.subList(0, ours.size());
        try (var lmtp = new Deliveries.OverLmtp(dovecot, users, clients)) {
            List<Samples> samples = rounds.run(List.of(rookery, lmtp));
            Optional<Samples> other = Optional.of(samples.get(1));
            table.add(size, "deliver, " + who, samples.get(0), other, 6);
        }
    }

    /// Each row twice: beside the other contender, and beside our own figure in the small folder.
    private static final class ComparisonTable {
        private static final String HEAD =
                """
                Per second: median (least–most) of the rounds. Flat: beside the small folder, ≥ 0.5.

                | messages | work | Rookery | until files lie | other | ratio | target | flat |
                |---|---|---|---|---|---|---|---|
                """;

        private record Row(
                int size, String work, Samples ours, Optional<Samples> other, double target) {}

        private final List<Row> rows = new ArrayList<>();

        void add(int size, String work, Samples ours, Optional<Samples> other, double target) {
            Row row = new Row(size, work, ours, other, target);
            rows.add(row);
            System.err.println(line(row));
        }

        private String line(Row row) {
            Optional<Double> ratio = row.other().map(it -> row.ours().median() / it.median());
            double flat = row.ours().median() / first(row.work()).ours().median();
            return String.format(
                    Locale.ROOT,
                    "| %,d | %s | %s | %,.0f | %s | %s | %s | %.2f %s |",
                    row.size(),
                    row.work(),
                    row.ours(),
                    row.ours().drainedMedian(),
                    row.other().map(Samples::toString).orElse("–"),
                    ratio.map(it -> String.format(Locale.ROOT, "%.2f", it)).orElse("–"),
                    ratio.map(it -> target(row.target(), it)).orElse("–"),
                    flat,
                    flat >= 0.5 ? "met" : "MISSED");
        }

        /// Zero is no target.
        private static String target(double target, double ratio) {
            return target == 0
                    ? "–"
                    : String.format(
                            Locale.ROOT, "≥ %.1f %s", target, ratio >= target ? "met" : "MISSED");
        }

        private Row first(String work) {
            return rows.stream().filter(row -> row.work().equals(work)).findFirst().orElseThrow();
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(HEAD);
            rows.forEach(row -> text.append(line(row)).append('\n'));
            return text.toString();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Step;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Flags change.
final class Stores {
    private static final String GROUP = "Flags";
    private static final long SEED = 1;
    private static final char LETTER = 'F';

    private Stores() {}

    /// The first so many messages at once, set and taken away in turn.
    static Scenario range(long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "store-range",
                                "STORE 1:" + messages + " +FLAGS (\\Flagged), then -FLAGS",
                                Unit.MILLISECONDS)
                        .target(target),
                (site, connections) -> new Range(site, connections, messages));
    }

    private static final class Range implements Trial {
        private final Site site;
        private final ImapClient client;
        private final long messages;
        private final long all;
        private boolean flagged = true;

        Range(Site site, Connections connections, long messages) throws IOException {
            this.site = site;
            this.messages = messages;
            this.client = connections.imap(0);
            this.all = client.select("INBOX").exists();
            var _ = client.run("STORE 1:* +FLAGS.SILENT (\\Flagged)");
        }

        @Override
        public void work(Meter meter) throws IOException {
            flagged = !flagged;
            String sign = flagged ? "+" : "-";
            meter.time(() -> {
                long told =
                        client.run("STORE 1:" + messages + " " + sign + "FLAGS (\\Flagged)")
                                .fetched();
                require(messages, told, "changed messages");
            });
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.show(site.maildir(0), LETTER, expected());
        }

        @Override
        public void check() throws IOException {
            require(expected(), site.hits(0, "FLAGGED"), "flagged messages");
        }

        private long expected() {
            return all - (flagged ? 0 : messages);
        }
    }

    /// Any message, one at a time.
    static Scenario single(long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "store-" + Labels.label(messages),
                                "UID STORE of one message of " + Labels.count(messages),
                                Unit.PER_SECOND)
                        .target(target)
                        .in("STORE of one message", messages),
                (site, connections) -> new Singles(site, connections, site.grower(), 1));
    }

    /// Several clients read the same folder.
    static Scenario stream(int sessions, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "store-" + sessions + "-sessions",
                                "UID STORE of one message by "
                                        + Labels.of(sessions, "session")
                                        + " at once",
                                Unit.PER_SECOND)
                        .target(target),
                (site, connections) -> new Singles(site, connections, 0, sessions));
    }

    /// Each session has messages of its own, so that it is known what must come out.
    private static final class Singles implements Trial {
        private final Site site;
        private final int user;
        private final List<Step> steps = new ArrayList<>();
        private final BitSet flagged = new BitSet();
        private final AtomicInteger count = new AtomicInteger();

        Singles(Site site, Connections connections, int user, int sessions) throws IOException {
            this.site = site;
            this.user = user;
            ImapClient first = connections.inbox(user);
            var _ = first.run("STORE 1:* -FLAGS.SILENT (\\Flagged)");
            long[] uids = Texts.numbers(first.text("UID SEARCH ALL"));
            int share = uids.length / sessions;
            for (int i = 0; i < sessions; i++) {
                SplittableRandom random = new SplittableRandom(SEED + i);
                ImapClient client = i == 0 ? first : connections.inbox(user);
                int from = i * share;
                steps.add(() -> flip(client, (int) uids[from + random.nextInt(share)]));
            }
        }

        private void flip(ImapClient client, int uid) throws IOException {
            boolean set = !isFlagged(uid);
            String sign = set ? "+" : "-";
            long told = client.run("UID STORE " + uid + " " + sign + "FLAGS (\\Flagged)").fetched();
            if (told == 0) {
                throw new WrongAnswerException("no FETCH response tells of the change");
            }
            synchronized (flagged) {
                flagged.set(uid, set);
            }
            count.addAndGet(set ? 1 : -1);
        }

        private boolean isFlagged(int uid) {
            synchronized (flagged) {
                return flagged.get(uid);
            }
        }

        @Override
        public void work(Meter meter) throws IOException {
            if (steps.size() > 1) {
                meter.together(steps);
            } else {
                while (meter.goesOn()) {
                    meter.time(steps.getFirst());
                }
            }
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.show(site.maildir(user), LETTER, count.get());
        }

        @Override
        public void check() throws IOException {
            require(count.get(), site.hits(user, "FLAGGED"), "flagged messages");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.Answer;
import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Messages are copied, moved and deleted.
final class Moves {
    private static final String GROUP = "Copy, move, delete";
    private static final String FROM = "BenchFrom";
    private static final String TO = "BenchTo";

    private Moves() {}

    static Scenario copy(long messages, double target) {
        return Scenario.of(
                facts("copy", "COPY", messages, target),
                (site, connections) -> new Copy(site, connections, messages));
    }

    static Scenario move(long messages, double target) {
        return Scenario.of(
                facts("move", "MOVE", messages, target).needing("MOVE"),
                (site, connections) -> new Move(site, connections, messages));
    }

    static Scenario expunge(long messages, double target) {
        return Scenario.of(
                facts("expunge", "EXPUNGE", messages, target),
                (site, connections) -> new Expunge(site, connections, messages));
    }

    private static Facts facts(String name, String command, long messages, double target) {
        return Facts.of(
                        GROUP,
                        name + "-" + Labels.label(messages),
                        command + " of " + Labels.count(messages) + " messages",
                        Unit.MILLISECONDS)
                .target(target);
    }

    /// Works in folders of its own, filled anew before each round.
    private abstract static class Prepared implements Trial {
        final Site site;
        final long messages;
        final ImapClient client;
        private boolean made;

        Prepared(Site site, Connections connections, long messages) throws IOException {
            this.site = site;
            this.messages = messages;
            this.client = connections.imap(0);
        }

        @Override
        public void prepare() throws IOException {
            remove();
            for (String each : new String[] {FROM, TO}) {
                var _ = client.run("CREATE " + each);
            }
            made = true;
        }

        void fill() throws IOException {
            var _ = client.select("INBOX");
            var _ = client.run("COPY 1:" + messages + " " + FROM);
            require(messages, client.select(FROM).exists(), "messages");
        }

        /// As a session sees it that had no part in it.
        long exists(String name) throws IOException {
            try (ImapClient other = site.imap(0)) {
                long exists = other.select(name).exists();
                other.logout();
                return exists;
            }
        }

        Optional<Path> folder(String name) {
            return site.maildir(0).map(inbox -> inbox.resolve("." + name));
        }

        private void remove() throws IOException {
            if (made) {
                var _ = client.select("INBOX");
                for (String each : new String[] {FROM, TO}) {
                    var _ = client.run("DELETE " + each);
                }
                made = false;
            }
        }

        @Override
        public void close() throws IOException {
            remove();
        }
    }

    private static final class Copy extends Prepared {
        Copy(Site site, Connections connections, long messages) throws IOException {
            super(site, connections, messages);
        }

        @Override
        public void work(Meter meter) throws IOException {
            var _ = client.select("INBOX");
            meter.time(() -> client.run("COPY 1:" + messages + " " + TO));
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.holds(folder(TO), messages);
        }

        @Override
        public void check() throws IOException {
            require(messages, exists(TO), "copied messages");
        }
    }

    private static final class Move extends Prepared {
        Move(Site site, Connections connections, long messages) throws IOException {
            super(site, connections, messages);
        }

        @Override
        public void prepare() throws IOException {
            super.prepare();
            fill();
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.time(() -> {
                Answer answer = client.run("MOVE 1:* " + TO);
                require(messages, answer.expunged(), "expunged messages");
            });
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.holds(folder(TO), messages) && MailFiles.holds(folder(FROM), 0);
        }

        @Override
        public void check() throws IOException {
            require(messages, exists(TO), "moved messages");
            require(0, exists(FROM), "messages left");
        }
    }

    private static final class Expunge extends Prepared {
        Expunge(Site site, Connections connections, long messages) throws IOException {
            super(site, connections, messages);
        }

        @Override
        public void prepare() throws IOException {
            super.prepare();
            fill();
            var _ = client.run("STORE 1:* +FLAGS.SILENT (\\Deleted)");
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.time(
                    () -> require(messages, client.run("EXPUNGE").expunged(), "expunged messages"));
        }

        @Override
        public boolean drained() throws IOException {
            return MailFiles.holds(folder(FROM), 0);
        }

        @Override
        public void check() throws IOException {
            require(0, exists(FROM), "messages left");
        }
    }

    /// `+FLAGS (\\Deleted)` and UID EXPUNGE, as clients delete.
    static Scenario one(long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "delete-" + Labels.label(messages),
                                "STORE \\Deleted and UID EXPUNGE of one message of "
                                        + Labels.count(messages),
                                Unit.PER_SECOND)
                        .target(target)
                        .in("delete one message", messages)
                        .needing("UIDPLUS"),
                (site, connections) -> new One(site, connections, messages));
    }

    /// The oldest message, again and again; when half of them are gone, others come.
    private static final class One extends InboxTrial {
        private final ImapClient client;
        private final int user;
        private long[] uids = {};
        private int next;

        One(Site site, Connections connections, long size) throws IOException {
            super(Inboxes.of(site, site.grower(), 0), size);
            this.user = site.grower();
            this.client = connections.imap(user);
        }

        @Override
        public void prepare() throws IOException {
            super.prepare();
            var _ = client.select("INBOX");
            uids = Texts.numbers(client.text("UID SEARCH ALL"));
            next = 0;
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                if (next > 0 && 2L * next >= uids.length) {
                    prepare();
                }
                long uid = uids[next++];
                meter.time(() -> {
                    var _ = client.run("UID STORE " + uid + " +FLAGS.SILENT (\\Deleted)");
                    long gone = client.run("UID EXPUNGE " + uid).expunged();
                    require(1, gone, "expunged messages");
                });
                inboxes.went(user);
            }
        }
    }
}

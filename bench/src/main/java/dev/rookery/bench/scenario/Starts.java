// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.process.Tool;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The first moments of a server.
final class Starts {
    private static final String GROUP = "After a start";
    private static final int ROUNDS_MAX = 3;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");
    private static final String PAGES_AND_INODES = "3";

    private Starts() {}

    /// The machine has just been switched on and the server started: no mail is in memory, and the
    /// server has not served anybody.
    static Scenario cold(long messages) {
        return Scenario.of(
                facts(
                                "cold-last-50",
                                "no mail in memory, server just started: login, SELECT, FETCH of"
                                        + " the last 50",
                                messages)
                        .in("cold: login, SELECT, FETCH last 50", messages)
                        .needing(Facts.FORGETTING),
                (site, _) -> new Cold(site));
    }

    /// From the start of the program that was killed at work until a client has its folder.
    static Scenario recovery(long messages) {
        return Scenario.of(
                facts("recovery", "start after kill -9 amid changes, login, SELECT", messages)
                        .in("start after kill -9, login, SELECT", messages),
                (site, _) -> new Recovery(site));
    }

    /// Whether this machine lets us begin with nothing in memory.
    static boolean canForget() {
        return Files.isWritable(DROP_CACHES);
    }

    private static Facts facts(String name, String title, long messages) {
        return Facts.of(
                        GROUP,
                        name + "-" + Labels.label(messages),
                        title + ", " + Labels.count(messages),
                        Unit.MILLISECONDS)
                .each(ROUNDS_MAX);
    }

    private static void look(Site site, int user, long messages) throws IOException {
        try (ImapClient client = site.imap(user)) {
            long exists = client.select("INBOX").exists();
            require(messages, exists, "messages");
            long first = Math.max(1, exists - 49);
            long fetched = client.run("FETCH " + first + ":* (UID FLAGS ENVELOPE)").fetched();
            require(exists - first + 1, fetched, "fetched messages");
        }
    }

    private static final class Cold implements Trial {
        private final Site site;
        private final long messages;

        Cold(Site site) throws IOException {
            this.site = site;
            this.messages = site.messages(0);
        }

        @Override
        public void prepare() throws IOException {
            site.server().close();
            // What is not on the disk yet cannot be forgotten.
            var _ = Tool.run("sync");
            Files.writeString(DROP_CACHES, PAGES_AND_INODES);
            site.server().restart();
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.time(() -> look(site, 0, messages));
        }
    }

    private static final class Recovery extends InboxTrial {
        private static final int CHANGES = 50;
        private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

        /// Which no message of the corpus has.
        private static final String FLAG = "\\Draft";

        private final Site site;
        private final int user;
        private boolean flagged;

        Recovery(Site site) throws IOException {
            super(Inboxes.of(site, site.grower(), MESSAGE.length));
            this.site = site;
            this.user = site.grower();
        }

        /// The server has said OK to all of this when it is killed.
        @Override
        public void prepare() throws IOException {
            flagged = !flagged;
            try (ImapClient client = site.imap(user)) {
                var _ = client.select("INBOX");
                for (int i = 1; i <= CHANGES; i++) {
                    var _ = client.append("INBOX (\\Seen)", MESSAGE);
                    inboxes.came(user);
                    String sign = flagged ? "+" : "-";
                    var _ = client.run("STORE " + i + " " + sign + "FLAGS.SILENT (" + FLAG + ")");
                }
                site.server().kill();
            }
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.time(() -> {
                site.server().restart();
                look(site, user, inboxes.messages(user));
            });
        }

        @Override
        public boolean drained() throws IOException {
            return super.drained() && MailFiles.show(site.maildir(user), 'D', expected());
        }

        @Override
        public void check() throws IOException {
            super.check();
            require(expected(), site.hits(user, "DRAFT"), "messages with the flag");
        }

        private long expected() {
            return flagged ? CHANGES : 0;
        }
    }
}

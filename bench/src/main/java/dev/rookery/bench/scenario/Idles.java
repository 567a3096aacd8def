// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Step;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Clients that wait for news.
final class Idles {
    private static final String GROUP = "Waiting for news";
    private static final int MEMORY_ROUNDS_MAX = 3;
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

    private Idles() {}

    /// From the final dot of a message until the waiting client hears of it.
    static Scenario news(double target) {
        return Scenario.of(
                Facts.of(GROUP, "idle-news", "end of DATA to EXISTS on IDLE", Unit.MILLISECONDS)
                        .target(target)
                        .needing("IDLE"),
                (site, connections) -> new News(site, connections, 1));
    }

    /// The same until the last of many sessions of one user knows.
    static Scenario newsForAll(int sessions) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "idle-news-" + sessions,
                                "end of DATA until all of " + sessions + " sessions on IDLE know",
                                Unit.MILLISECONDS)
                        .needing("IDLE"),
                (site, connections) -> new News(site, connections, sessions));
    }

    private static final class News extends InboxTrial {
        private static final int USER = 0;

        private final LmtpClient lmtp;
        private final List<ImapClient> clients = new ArrayList<>();

        News(Site site, Connections connections, int sessions) throws IOException {
            super(Inboxes.of(site, USER, MESSAGE.length));
            this.lmtp = connections.lmtp();
            for (int i = 0; i < sessions; i++) {
                ImapClient client = connections.inbox(USER);
                client.idle();
                clients.add(client);
            }
        }

        /// What the MTA hears in the end is read later: a client may know before.
        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                lmtp.begin(Logins.name(USER), MESSAGE);
                inboxes.came(USER);
                meter.time(() -> {
                    lmtp.end();
                    for (ImapClient each : clients) {
                        hear(each, inboxes.messages(USER));
                    }
                });
                lmtp.accepted();
            }
        }

        @Override
        public void close() throws IOException {
            for (ImapClient each : clients) {
                var _ = each.done();
            }
        }
    }

    private static void hear(ImapClient client, long messages) throws IOException {
        long exists;
        do {
            exists = client.awaitNews().exists();
        } while (exists < messages);
    }

    /// What each idle TLS connection costs in memory.
    static Scenario memory(int count, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "idle-memory-" + Labels.label(count),
                                "memory of an idle TLS connection, " + Labels.count(count),
                                Unit.KILOBYTES)
                        .target(target)
                        .in("memory of an idle connection", count)
                        .each(MEMORY_ROUNDS_MAX)
                        .needing("IDLE"),
                (site, connections) -> new Memory(site, connections, count));
    }

    /// In a server that has just been started: what it has used before is no room for others.
    private static final class Memory implements Trial {
        private static final int AT_ONCE = 8;

        private final Site site;
        private final Connections connections;
        private final int count;
        private final List<ImapClient> clients = new ArrayList<>();

        Memory(Site site, Connections connections, int count) {
            this.site = site;
            this.connections = connections;
            this.count = count;
        }

        /// One session for each user, which is closed again: folders are known, classes loaded.
        @Override
        public void prepare() throws IOException {
            site.server().restart();
            for (int user = 0; user < Math.min(site.users(), count); user++) {
                try (ImapClient client = site.imaps(user, site.tls())) {
                    look(client);
                    client.idle();
                    var _ = client.done();
                    client.logout();
                }
            }
        }

        @Override
        public void work(Meter meter) throws IOException {
            long before = site.server().processes().pssKilobytes();
            List<Step> openers = new ArrayList<>();
            for (int i = 0; i < Math.min(AT_ONCE, count); i++) {
                int first = i;
                openers.add(() -> {
                    for (int nth = first; nth < count; nth += AT_ONCE) {
                        int user = nth % site.users();
                        meter.timeApart(() -> open(user));
                    }
                });
            }
            meter.eachOnce(openers);
            long more = site.server().processes().pssKilobytes() - before;
            if (more <= 0) {
                throw new IOException(
                        "memory cannot be told: %d kB more with %d connections"
                                .formatted(more, count));
            }
            meter.figure((double) more / count);
        }

        private void open(int user) throws IOException {
            ImapClient client = connections.imaps(user, site.tls());
            look(client);
            client.idle();
            synchronized (clients) {
                clients.add(client);
            }
        }

        private void look(ImapClient client) throws IOException {
            if (client.select("INBOX").exists() < site.box().messages()) {
                throw new WrongAnswerException("messages are missing");
            }
        }

        /// All are still there.
        @Override
        public void check() throws IOException {
            for (ImapClient each : clients) {
                var _ = each.done();
            }
            clients.clear();
            connections.close();
        }
    }
}

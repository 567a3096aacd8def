// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Clients that wait for news.
final class Idles {
    static final String GROUP = "Waiting for news";
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

    static void hear(ImapClient client, long messages) throws IOException {
        long exists;
        do {
            exists = client.awaitNews().exists();
        } while (exists < messages);
    }
}

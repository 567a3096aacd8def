// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Mail comes in through IMAP, as from a migration or into Sent.
final class Appends {
    private static final String GROUP = "Delivery";
    private static final int GROWTH_SECONDS_MAX = 120;
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

    private Appends() {}

    /// By a session that has the folder selected.
    static Scenario whileSelected(long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "append-" + Labels.label(messages),
                                "APPEND, 4 kB, to the selected folder of " + Labels.count(messages),
                                Unit.PER_SECOND)
                        .target(target)
                        .in("APPEND while selected", messages),
                (site, connections) -> new WhileSelected(site, connections, messages));
    }

    /// By a session of its own for each message.
    static Scenario withLogin(long messages, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "login-append-" + Labels.label(messages),
                                "login, APPEND, logout; folder of " + Labels.count(messages),
                                Unit.PER_SECOND)
                        .target(target)
                        .in("login, APPEND, logout", messages),
                (site, _) -> new WithLogin(site, messages));
    }

    /// One by one into a new folder: how fast the last thousand go.
    static Scenario growth(long messages) {
        String title =
                "APPEND, one by one to "
                        + Labels.count(messages)
                        + " in "
                        + GROWTH_SECONDS_MAX
                        + " s at most: the last thousand";
        return Scenario.of(
                Facts.of(GROUP, "growth-" + Labels.label(messages), title, Unit.PER_SECOND)
                        .in("APPEND one by one", messages)
                        .each(1),
                (site, connections) ->
                        new Growth(site, connections, site.nextStranger(), messages));
    }

    private static final class Growth extends InboxTrial {
        private static final int LAST = 1_000;

        private final long messages;
        private final int user;
        private final ImapClient client;
        private long appended;

        Growth(Site site, Connections connections, int user, long messages) throws IOException {
            super(Inboxes.of(site, user, MESSAGE.length));
            this.messages = messages;
            this.user = user;
            this.client = connections.inbox(user);
        }

        @Override
        public void work(Meter meter) throws IOException {
            long start = System.nanoTime();
            long[] ended = new long[LAST];
            while (appended < messages
                    && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(GROWTH_SECONDS_MAX)) {
                meter.time(() -> client.append("INBOX (\\Seen)", MESSAGE));
                inboxes.came(user);
                ended[(int) (appended % LAST)] = System.nanoTime();
                appended++;
            }
            int last = (int) Math.min(appended, LAST);
            long first = appended <= LAST ? start : ended[(int) (appended % LAST)];
            long end = ended[(int) ((appended - 1) % LAST)];
            meter.figure(last * 1e9 / (end - first));
        }
    }

    private abstract static class Appending extends InboxTrial {
        final Site site;

        Appending(Site site, long size) throws IOException {
            super(Inboxes.of(site, site.grower(), MESSAGE.length), size);
            this.site = site;
        }

        void append(ImapClient client) throws IOException {
            var _ = client.append("INBOX (\\Seen)", MESSAGE);
            inboxes.came(site.grower());
        }
    }

    private static final class WhileSelected extends Appending {
        private final ImapClient client;

        WhileSelected(Site site, Connections connections, long size) throws IOException {
            super(site, size);
            this.client = connections.imap(site.grower());
        }

        @Override
        public void prepare() throws IOException {
            super.prepare();
            var _ = client.select("INBOX");
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                keepSize();
                meter.time(() -> append(client));
            }
        }
    }

    private static final class WithLogin extends Appending {
        WithLogin(Site site, long size) throws IOException {
            super(site, size);
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                keepSize();
                meter.time(() -> {
                    try (ImapClient client = site.imap(site.grower())) {
                        append(client);
                        client.logout();
                    }
                });
            }
        }
    }
}

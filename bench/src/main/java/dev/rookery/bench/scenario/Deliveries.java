// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Step;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/// Mail comes in through LMTP.
final class Deliveries {
    private static final String GROUP = "Delivery";

    private Deliveries() {}

    /// Messages of some size through some connections to some users.
    static Scenario rate(String name, int sizeBytes, int connections, int users, double target) {
        String title =
                "LMTP, %s, %s, %s"
                        .formatted(
                                Labels.bytes(sizeBytes),
                                Labels.of(connections, "connection"),
                                Labels.of(users, "user"));
        return Scenario.of(
                Facts.of(GROUP, name, title, Unit.PER_SECOND).target(target),
                (site, lines) -> new Deliver(site, lines, sizeBytes, connections, users));
    }

    static Scenario volume(String name, int sizeBytes, double target) {
        String title = "LMTP, messages of " + Labels.bytes(sizeBytes) + ", 1 connection";
        return Scenario.of(
                Facts.of(GROUP, name, title, Unit.MEGABYTES_PER_SECOND).target(target),
                (site, lines) -> new Deliver(site, lines, sizeBytes, 1, 1));
    }

    /// To many users, each of whom has many messages.
    static Scenario everywhere(int users, long messages) {
        int connections = 10;
        String title =
                "LMTP, 4 kB, %d connections, %d users with %s messages each"
                        .formatted(connections, users, Labels.count(messages));
        return Scenario.of(
                Facts.of(
                        GROUP,
                        "deliver-" + users + "-of-" + Labels.label(messages),
                        title,
                        Unit.PER_SECOND),
                (site, lines) -> new Deliver(site, lines, 4_096, connections, users));
    }

    /// One connection into a folder of some size.
    static Scenario into(long messages, double target) {
        String size = Labels.count(messages);
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "deliver-" + Labels.label(messages),
                                "LMTP, 4 kB, into a folder of " + size,
                                Unit.PER_SECOND)
                        .target(target)
                        .in("LMTP delivery", messages),
                (site, lines) -> new Into(site, lines, messages));
    }

    private static final class Deliver extends InboxTrial {
        private final byte[] message;
        private final List<Step> steps = new ArrayList<>();

        Deliver(Site site, Connections lines, int sizeBytes, int connections, int users)
                throws IOException {
            super(new Inboxes(site, 0, users, sizeBytes));
            this.message = SampleMessage.ofBytes(sizeBytes);
            for (int i = 0; i < connections; i++) {
                LmtpClient connection = lines.lmtp();
                PrimitiveIterator.OfInt turns = turns(i, connections, users);
                steps.add(() -> deliver(connection, turns.nextInt()));
            }
        }

        /// Every connection has some of the users, each of them in turn.
        private static PrimitiveIterator.OfInt turns(int first, int apart, int users) {
            return IntStream.iterate(
                            first % users,
                            user -> user + apart < users ? user + apart : first % users)
                    .iterator();
        }

        private void deliver(LmtpClient connection, int user) throws IOException {
            connection.deliver(Logins.name(user), message);
            inboxes.came(user);
        }

        @Override
        public void work(Meter meter) throws IOException {
            if (steps.size() > 1) {
                meter.together(steps);
            } else {
                while (meter.goesOn()) {
                    meter.time(steps.getFirst());
                    meter.carried(message.length);
                }
            }
        }
    }

    private static final class Into extends InboxTrial {
        private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

        private final LmtpClient connection;
        private final int user;

        Into(Site site, Connections lines, long size) throws IOException {
            super(Inboxes.of(site, site.grower(), MESSAGE.length), size);
            this.connection = lines.lmtp();
            this.user = site.grower();
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                keepSize();
                meter.time(() -> connection.deliver(Logins.name(user), MESSAGE));
                inboxes.came(user);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Step;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Many short sessions.
final class Sessions {
    private static final String GROUP = "Sessions";
    private static final int SESSIONS_EACH = 6;
    private static final int OFFERED_ROUNDS = 3;

    /// A server may start a new process with a new key now and then.
    private static final int RESUMED_PERCENT_MIN = 80;

    private Sessions() {}

    /// TLS, LOGIN, SELECT, LOGOUT.
    static Scenario storm(int clients, boolean resumed, double target) {
        String how = resumed ? "resumed" : "full";
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "login-" + how,
                                "TLS ("
                                        + how
                                        + " handshake), LOGIN, SELECT, LOGOUT by "
                                        + clients
                                        + " clients",
                                Unit.PER_SECOND)
                        .target(target),
                (site, _) -> new Storm(site, clients, resumed));
    }

    private static final class Storm implements Trial {
        private final Site site;
        private final boolean resumed;
        private final List<TlsClient> tls = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        private final AtomicLong sessions = new AtomicLong();

        Storm(Site site, int clients, boolean resumed) throws IOException {
            this.site = site;
            this.resumed = resumed;
            for (int i = 0; i < clients; i++) {
                TlsClient own = resumed ? site.tls().returning() : site.tls();
                int user = i % site.users();
                tls.add(own);
                steps.add(() -> session(user, own));
            }
            if (resumed) {
                for (Step each : steps) {
                    each.run();
                }
            }
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.together(steps);
        }

        private void session(int user, TlsClient own) throws IOException {
            try (ImapClient client = site.imaps(user, own)) {
                long exists = client.select("INBOX").exists();
                if (exists < site.box().messages()) {
                    throw new WrongAnswerException(exists + " messages");
                }
                client.logout();
                sessions.incrementAndGet();
            }
        }

        /// The first of each client cannot be.
        @Override
        public void check() throws IOException {
            long found = tls.stream().mapToLong(TlsClient::resumed).sum();
            long possible = sessions.get() - tls.size();
            if (resumed && found < possible * RESUMED_PERCENT_MIN / 100) {
                throw new IOException("resumed %d of %d TLS sessions".formatted(found, possible));
            }
        }
    }

    /// What 20 people do in a minute: look, read, flag, file away.
    static Scenario mixed(int clients, double target) {
        return Scenario.of(
                Facts.of(
                                GROUP,
                                "mixed",
                                (clients * SESSIONS_EACH)
                                        + " TLS sessions of "
                                        + clients
                                        + " clients: list, select, fetch 50, read, flag, append",
                                Unit.PER_SECOND)
                        .target(target),
                (site, _) -> new Mixed(site, clients));
    }

    /// The same sessions at a rate that every server can bear: what they wait, and what it costs.
    static Scenario offered(int perSecond) {
        return Scenario.of(
                Facts.of(
                        GROUP,
                        "offered-load",
                        perSecond + " such sessions a second, offered evenly",
                        Unit.MILLISECONDS),
                (site, _) -> new Offered(site, perSecond));
    }

    private static final class Mixed extends Visits {
        private final int clients;

        Mixed(Site site, int clients) throws IOException {
            super(site, clients);
            this.clients = clients;
        }

        @Override
        public void work(Meter meter) throws IOException {
            List<Step> crowd = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int nth = i;
                crowd.add(() -> {
                    for (int times = 0; times < SESSIONS_EACH; times++) {
                        meter.timeApart(() -> visit(nth));
                    }
                });
            }
            meter.eachOnce(crowd);
        }
    }

    private static final class Offered extends Visits {
        private final int perSecond;

        Offered(Site site, int perSecond) throws IOException {
            super(site, perSecond);
            this.perSecond = perSecond;
        }

        @Override
        public void work(Meter meter) throws IOException {
            long start = System.nanoTime();
            long apart = TimeUnit.SECONDS.toNanos(1) / perSecond;
            List<Step> crowd = new ArrayList<>();
            for (int i = 0; i * apart < OFFERED_ROUNDS * meter.lengthNanos(); i++) {
                int nth = i;
                long due = start + nth * apart;
                crowd.add(() -> {
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    meter.timeSince(due, () -> visit(nth));
                });
            }
            meter.eachOnce(crowd);
        }
    }
}

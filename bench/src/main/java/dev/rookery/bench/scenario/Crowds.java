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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Many TLS connections on IDLE, some for each user.
final class Crowds {
    private static final int ROUNDS_MAX = 3;

    /// A server that tidies up while nobody wants anything has done so by then.
    private static final long REST_SECONDS = 240;

    private static final int LARGE = 1_000;
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

    private Crowds() {}

    /// What each connection costs in memory, of a large crowd after some minutes of silence.
    static Scenario memory(int count, double target) {
        return Scenario.of(
                facts("idle-memory-", "memory of an idle TLS connection, ", Unit.KILOBYTES, count)
                        .target(target)
                        .in("memory of an idle connection", count),
                (site, connections) -> new Memory(site, connections, count));
    }

    /// What part of a processor they take in silence.
    static Scenario processor(int count) {
        return Scenario.of(
                facts("idle-cpu-", "processor for idle TLS connections, ", Unit.PERCENT, count),
                (site, connections) -> new Processor(site, connections, count));
    }

    /// From the first of many deliveries, one to each user, until the last session knows.
    static Scenario news(int count) {
        return Scenario.of(
                facts(
                        "idle-crowd-",
                        "one message each: until all know of ",
                        Unit.MILLISECONDS,
                        count),
                (site, connections) -> new News(site, connections, count));
    }

    private static Facts facts(String name, String title, Unit unit, int count) {
        return Facts.of(Idles.GROUP, name + Labels.label(count), title + Labels.count(count), unit)
                .each(ROUNDS_MAX)
                .needing("IDLE");
    }

    private record Member(int user, ImapClient client) {}

    @FunctionalInterface
    private interface Taking {
        void take(Step opening) throws IOException;
    }

    /// In a server that has just been started: what it has used before is no room for others.
    private abstract static class Crowd implements Trial {
        private static final int AT_ONCE = 8;

        final Site site;
        final int count;
        final List<Member> members = new ArrayList<>();
        final Connections connections;

        Crowd(Site site, Connections connections, int count) {
            this.site = site;
            this.connections = connections;
            this.count = count;
        }

        /// One session for each user, which is closed again: folders are known, classes loaded.
        @Override
        public void prepare() throws IOException {
            site.server().restart();
            for (int user = 0; user < users(); user++) {
                try (ImapClient client = site.imaps(user, site.tls())) {
                    look(client);
                    client.idle();
                    var _ = client.done();
                    client.logout();
                }
            }
        }

        final int users() {
            return Math.min(site.users(), count);
        }

        /// @param meter counts the openings, as they are what is done
        final void gather(Meter meter) throws IOException {
            gather(meter, meter::timeApart);
        }

        final void gather(Meter meter, Taking taking) throws IOException {
            List<Step> openers = new ArrayList<>();
            for (int i = 0; i < Math.min(AT_ONCE, count); i++) {
                int first = i;
                openers.add(() -> {
                    for (int nth = first; nth < count; nth += AT_ONCE) {
                        int user = nth % users();
                        taking.take(() -> open(user));
                    }
                });
            }
            meter.eachOnce(openers);
        }

        private void open(int user) throws IOException {
            ImapClient client = connections.imaps(user, site.tls());
            look(client);
            client.idle();
            synchronized (members) {
                members.add(new Member(user, client));
            }
        }

        private void look(ImapClient client) throws IOException {
            if (client.select("INBOX").exists() < site.box().messages()) {
                throw new WrongAnswerException("messages are missing");
            }
        }

        static void rest() {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(REST_SECONDS);
            for (long left = 1; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }

        /// All are still there.
        @Override
        public void check() throws IOException {
            for (Member each : members) {
                var _ = each.client().done();
            }
            members.clear();
            connections.close();
        }
    }

    private static final class Memory extends Crowd {
        Memory(Site site, Connections connections, int count) {
            super(site, connections, count);
        }

        @Override
        public void work(Meter meter) throws IOException {
            long before = site.server().processes().pssKilobytes();
            gather(meter);
            if (count >= LARGE) {
                rest();
            }
            long more = site.server().processes().pssKilobytes() - before;
            if (more <= 0) {
                throw new IOException(
                        "memory cannot be told: %d kB more with %d connections"
                                .formatted(more, count));
            }
            meter.figure((double) more / count);
        }
    }

    private static final class Processor extends Crowd {
        Processor(Site site, Connections connections, int count) {
            super(site, connections, count);
        }

        @Override
        public void work(Meter meter) throws IOException {
            gather(meter);
            double before = site.server().processes().cpuSeconds();
            long start = System.nanoTime();
            rest();
            double seconds = site.server().processes().cpuSeconds() - before;
            meter.figure(100 * seconds / ((System.nanoTime() - start) / 1e9));
        }
    }

    private static final class News extends Crowd {
        private final Inboxes inboxes;

        News(Site site, Connections connections, int count) throws IOException {
            super(site, connections, count);
            this.inboxes = new Inboxes(site, 0, users(), MESSAGE.length);
        }

        @Override
        public void work(Meter meter) throws IOException {
            gather(meter, Step::run);
            LmtpClient lmtp = connections.lmtp();
            for (int user = 0; user < users(); user++) {
                inboxes.came(user);
            }
            List<Future<Boolean>> hearing = new ArrayList<>();
            long start = System.nanoTime();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (Member each : members) {
                    hearing.add(threads.submit(() -> hear(each, start, meter)));
                }
                for (int user = 0; user < users(); user++) {
                    lmtp.begin(Logins.name(user), MESSAGE);
                    lmtp.end();
                    lmtp.accepted();
                }
            }
            meter.figure((System.nanoTime() - start) / 1e6);
            for (Future<Boolean> each : hearing) {
                requireHeard(each);
            }
        }

        private boolean hear(Member member, long start, Meter meter) throws IOException {
            long messages = inboxes.messages(member.user());
            meter.timeSince(start, () -> Idles.hear(member.client(), messages));
            return true;
        }

        private static void requireHeard(Future<Boolean> hearing) throws IOException {
            if (hearing.state() == Future.State.FAILED) {
                throw new IOException("a session heard nothing", hearing.exceptionNow());
            }
        }

        @Override
        public boolean drained() throws IOException {
            return inboxes.drained();
        }

        @Override
        public void check() throws IOException {
            super.check();
            inboxes.check();
        }
    }
}

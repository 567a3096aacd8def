// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static dev.rookery.bench.measure.WrongAnswerException.require;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// SELECT by a new session, in whatever state the folder is.
final class Selects {
    private static final String GROUP = "Opening a folder";

    /// Each has a copy of all mail.
    private static final int FIRST_ROUNDS_MAX = 3;

    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

    private Selects() {}

    static Scenario unchanged(long messages, double target) {
        return Scenario.of(
                facts("select", "SELECT, unchanged", messages, target)
                        .in("SELECT, unchanged", messages),
                (site, _) -> new Unchanged(site));
    }

    static Scenario afterDelivery(long messages, double target) {
        return Scenario.of(
                facts("select-delivered", "SELECT after a delivery", messages, target)
                        .in("SELECT after a delivery", messages),
                (site, connections) -> new AfterDelivery(site, connections, messages));
    }

    static Scenario afterRename(long messages, double target) {
        return Scenario.of(
                facts(
                                "select-renamed",
                                "SELECT and SEARCH DRAFT after another program renamed",
                                messages,
                                target)
                        .in("SELECT, SEARCH after a foreign rename", messages)
                        .needing(Facts.MAILDIR),
                (site, _) -> new AfterRename(site));
    }

    /// What mail clients do when they are started.
    static Scenario lastFifty(long messages, double target) {
        return Scenario.of(
                facts("last-50", "login, SELECT, FETCH of the last 50", messages, target)
                        .in("login, SELECT, FETCH last 50", messages),
                (site, _) -> new LastFifty(site));
    }

    private static Facts facts(String name, String title, long messages, double target) {
        return Facts.of(
                        GROUP,
                        name + "-" + Labels.label(messages),
                        title + ", " + Labels.count(messages),
                        Unit.MILLISECONDS)
                .target(target);
    }

    /// Selects with a new session, which has logged in already: whatever the folder has been
    /// through since is left to SELECT.
    private abstract static class Selecting implements Trial {
        final Site site;
        private final int user;

        Selecting(Site site, int user) {
            this.site = site;
            this.user = user;
        }

        abstract long messages();

        void before() throws IOException {}

        void select(ImapClient client) throws IOException {
            require(messages(), client.select("INBOX").exists(), "messages");
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                try (ImapClient client = site.imap(user)) {
                    before();
                    meter.time(() -> select(client));
                    client.logout();
                }
            }
        }
    }

    private static class Unchanged extends Selecting {
        private final long messages;

        Unchanged(Site site) throws IOException {
            super(site, 0);
            this.messages = site.messages(0);
        }

        @Override
        long messages() {
            return messages;
        }
    }

    private static final class AfterDelivery extends Selecting {
        private final LmtpClient lmtp;
        private final int user;
        private final long size;
        private final Inboxes inboxes;

        AfterDelivery(Site site, Connections connections, long size) throws IOException {
            super(site, site.grower());
            this.lmtp = connections.lmtp();
            this.user = site.grower();
            this.size = size;
            this.inboxes = Inboxes.of(site, user, MESSAGE.length);
        }

        @Override
        long messages() {
            return inboxes.messages(user);
        }

        @Override
        public void prepare() throws IOException {
            inboxes.restore(size);
        }

        @Override
        void before() throws IOException {
            if (inboxes.outgrew(size)) {
                prepare();
            }
            lmtp.deliver(Logins.name(user), MESSAGE);
            inboxes.came(user);
        }

        @Override
        public boolean drained() throws IOException {
            return inboxes.drained();
        }

        @Override
        public void check() throws IOException {
            inboxes.check();
        }
    }

    /// Another program flags a message, or takes the flag away again, by renaming its file; a
    /// server may notice when it is asked for flags.
    private static final class AfterRename extends Unchanged {
        /// Which no message has.
        private static final String FLAG = "D";

        private Path file;
        private final Path plain;

        AfterRename(Site site) throws IOException {
            super(site);
            this.file = MaildirFile.without(FLAG, site.maildir(0).orElseThrow());
            this.plain = file;
        }

        @Override
        void before() throws IOException {
            rename(file.equals(plain) ? MaildirFile.with(FLAG, plain) : plain);
        }

        private void rename(Path to) throws IOException {
            Files.move(file, to);
            file = to;
        }

        @Override
        void select(ImapClient client) throws IOException {
            super.select(client);
            long drafts = file.equals(plain) ? 0 : 1;
            require(drafts, client.run("SEARCH DRAFT").hits(), "drafts");
        }

        @Override
        public void close() throws IOException {
            if (!file.equals(plain)) {
                rename(plain);
            }
        }
    }

    private static final class LastFifty extends Unchanged {
        private static final String ITEMS =
                "(UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)";

        LastFifty(Site site) throws IOException {
            super(site);
        }

        @Override
        public void work(Meter meter) throws IOException {
            while (meter.goesOn()) {
                meter.time(this::session);
            }
        }

        private void session() throws IOException {
            try (ImapClient client = site.imap(0)) {
                select(client);
                long first = Math.max(1, messages() - 49);
                long fetched = client.run("FETCH " + first + ":* " + ITEMS).fetched();
                require(messages() - first + 1, fetched, "fetched messages");
                client.logout();
            }
        }
    }

    /// The first look at mail that nobody has indexed yet.
    static Scenario first(long messages, double target) {
        return Scenario.of(
                facts("first-select", "first login and SELECT, nobody indexed it", messages, target)
                        .in("first login and SELECT", messages)
                        .needing(Facts.MAILDIR)
                        .each(FIRST_ROUNDS_MAX),
                (site, _) -> new First(site, Optional.empty()));
    }

    /// And then what a mail client wants to know of all of it.
    static Scenario firstSync(long messages, double target) {
        return Scenario.of(
                facts("first-sync", "then ENVELOPE and BODYSTRUCTURE of all", messages, target)
                        .in("first ENVELOPE and BODYSTRUCTURE", messages)
                        .needing(Facts.MAILDIR)
                        .each(FIRST_ROUNDS_MAX),
                (site, _) -> new First(site, Optional.of("FETCH 1:* (ENVELOPE BODYSTRUCTURE)")));
    }

    /// Each round has a user of its own, whose mail was put there just before.
    private static final class First implements Trial {
        private final Site site;
        private final Optional<String> fetch;
        private final long messages;
        private int user;

        First(Site site, Optional<String> fetch) {
            this.site = site;
            this.fetch = fetch;
            this.messages = site.box().messages();
        }

        @Override
        public void prepare() throws IOException {
            user = site.nextStranger();
            site.server().adopt(Logins.name(user), site.corpus());
        }

        /// Some servers look at the mail when its user logs in.
        @Override
        public void work(Meter meter) throws IOException {
            if (fetch.isEmpty()) {
                meter.time(() -> {
                    try (ImapClient client = site.imap(user)) {
                        select(client);
                    }
                });
                return;
            }
            try (ImapClient client = site.imap(user)) {
                select(client);
                meter.time(() -> {
                    long fetched = client.run(fetch.get()).fetched();
                    require(messages, fetched, "fetched messages");
                });
            }
        }

        /// Nobody needs it any more.
        @Override
        public void check() throws IOException {
            WorkDirectory.remove(site.maildir(user).orElseThrow());
        }

        private void select(ImapClient client) throws IOException {
            require(messages, client.select("INBOX").exists(), "messages");
        }
    }
}

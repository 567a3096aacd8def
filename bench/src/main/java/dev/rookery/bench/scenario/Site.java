// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.contender.RunningServer;
import dev.rookery.bench.corpus.BoxFacts;
import dev.rookery.bench.measure.ProcessTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Where a trial takes place: a server with its users and their mail.
public final class Site {
    private final RunningServer server;
    private final TlsClient tls;
    private final Path corpus;
    private final BoxFacts box;
    private final int users;
    private int strangers;

    /// @param tls with which sessions are resumed
    /// @param corpus the Maildir that each INBOX was at first
    /// @param box what is in it
    /// @param users that have mail, as [Stage] counts them; those behind them have none yet
    public Site(RunningServer server, TlsClient tls, Path corpus, BoxFacts box, int users) {
        this.server = server;
        this.tls = tls;
        this.corpus = corpus;
        this.box = box;
        this.users = users;
    }

    RunningServer server() {
        return server;
    }

    TlsClient tls() {
        return tls;
    }

    Path corpus() {
        return corpus;
    }

    BoxFacts box() {
        return box;
    }

    /// Those whose mail is not made more or less for a while.
    int users() {
        return Math.max(1, users - 1);
    }

    /// The one whose INBOX grows and shrinks: the last, if there are several.
    int grower() {
        return users - 1;
    }

    /// A user without mail, another each time.
    int nextStranger() {
        return users + strangers++;
    }

    public ProcessTree processes() {
        return server.processes();
    }

    /// Logged in, without TLS.
    public ImapClient imap(int user) throws IOException {
        return loggedIn(ImapClient.connect(server.imap()), user);
    }

    ImapClient imaps(int user, TlsClient by) throws IOException {
        return loggedIn(ImapClient.connect(server.imaps(), by), user);
    }

    private static ImapClient loggedIn(ImapClient client, int user) throws IOException {
        try {
            client.login(Logins.name(user), Logins.PASSWORD);
            return client;
        } catch (IOException | RuntimeException refused) {
            client.close();
            throw refused;
        }
    }

    LmtpClient lmtp() throws IOException {
        return LmtpClient.connect(server.lmtp());
    }

    /// Messages in a user's INBOX, as a new session sees them.
    long messages(int user) throws IOException {
        try (ImapClient client = imap(user)) {
            return client.select("INBOX").exists();
        }
    }

    /// How many messages of a user's INBOX are found by a new session.
    long hits(int user, String key) throws IOException {
        try (ImapClient client = imap(user)) {
            var _ = client.select("INBOX");
            long hits = client.run("SEARCH " + key).hits();
            client.logout();
            return hits;
        }
    }

    /// What scenarios may need beyond capabilities of IMAP.
    public Set<String> abilities() {
        Set<String> abilities = new HashSet<>();
        if (maildir(0).isPresent()) {
            abilities.add(Facts.MAILDIR);
        }
        if (Starts.canForget()) {
            abilities.add(Facts.FORGETTING);
        }
        return abilities;
    }

    /// Where the INBOX of a user lies, if it is a Maildir.
    Optional<Path> maildir(int user) {
        return server.maildir(Logins.name(user));
    }
}

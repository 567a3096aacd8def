// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.measure.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a trial keeps open. All are closed with it, whatever happens to one of them, and when it
/// cannot begin.
public final class Connections implements AutoCloseable {
    private final Site site;
    private final Deque<Step> closings = new ArrayDeque<>();

    Connections(Site site) {
        this.site = site;
    }

    ImapClient imap(int user) throws IOException {
        return kept(site.imap(user));
    }

    /// With the INBOX selected.
    ImapClient inbox(int user) throws IOException {
        ImapClient client = imap(user);
        var _ = client.select("INBOX");
        return client;
    }

    ImapClient imaps(int user, TlsClient tls) throws IOException {
        return kept(site.imaps(user, tls));
    }

    LmtpClient lmtp() throws IOException {
        LmtpClient client = site.lmtp();
        add(client::close);
        return client;
    }

    private ImapClient kept(ImapClient client) {
        add(client::logout);
        return client;
    }

    private synchronized void add(Step closing) {
        closings.add(closing);
    }

    /// Throws the first failure when all are closed.
    @Override
    public synchronized void close() throws IOException {
        IOException failure = null;
        while (!closings.isEmpty()) {
            try {
                closings.pollLast().run();
            } catch (IOException refused) {
                if (failure == null) {
                    failure = refused;
                } else {
                    failure.addSuppressed(refused);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

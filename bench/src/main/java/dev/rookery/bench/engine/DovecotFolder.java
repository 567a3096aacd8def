// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.client.LmtpClient;
import dev.rookery.bench.corpus.GeneratedMaildir;
import dev.rookery.bench.corpus.SampleMessage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// A generated INBOX under Dovecot, and what must be in it.
final class DovecotFolder {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);

    private final Dovecot dovecot;
    private final String user;
    private final FlagTurns turns;
    private final AtomicLong messages;

    DovecotFolder(Dovecot dovecot, String user, int messages) throws IOException {
        this.dovecot = dovecot;
        this.user = user;
        this.turns = new FlagTurns(messages);
        this.messages = new AtomicLong(messages);
        var _ = GeneratedMaildir.create(dovecot.maildir(user), messages);
        try (ImapSession first = session()) {
            Answers.require(messages, exists(first), "messages");
        }
    }

    ImapSession session() throws IOException {
        return dovecot.imap(user);
    }

    void deliver(LmtpClient connection) throws IOException {
        connection.deliver(user, MESSAGE);
        messages.incrementAndGet();
    }

    /// Flags the next message, or takes the flag away again, in a session that has selected INBOX.
    void changeFlag(ImapSession session) throws IOException {
        FlagTurns.Turn turn = turns.next();
        String sign = turn.add() ? "+" : "-";
        var _ = session.run("UID STORE " + turn.uid() + " " + sign + "FLAGS (\\Flagged)");
    }

    /// @throws IllegalStateException if a message or flag is missing, or too much
    void check() throws IOException {
        try (ImapSession session = session()) {
            Answers.require(messages.get(), exists(session), "messages");
            long flagged = session.number("SEARCH RETURN (COUNT) FLAGGED", "COUNT");
            Answers.require(turns.flagged(), flagged, "flagged");
        }
    }

    private static long exists(ImapSession session) throws IOException {
        var _ = session.run("SELECT INBOX");
        return session.number("SEARCH RETURN (COUNT) ALL", "COUNT");
    }
}

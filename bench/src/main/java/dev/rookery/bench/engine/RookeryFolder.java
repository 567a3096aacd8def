// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.corpus.GeneratedMaildir;
import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// A generated INBOX under the engine, through its public API, and what must be in it.
final class RookeryFolder implements AutoCloseable {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);
    private static final FlagChange FLAG = FlagChange.add(Flags.of(SystemFlag.FLAGGED));
    private static final FlagChange UNFLAG = FlagChange.remove(Flags.of(SystemFlag.FLAGGED));
    private static final int DRAIN_SECONDS_MAX = 300;

    private final GeneratedMaildir files;
    private final FlagTurns turns;
    private final Account account;
    private final Mailbox inbox;
    private final AtomicLong messages;

    RookeryFolder(MailStore store, Path path, int messages) throws IOException {
        this.files = GeneratedMaildir.create(path, messages);
        this.turns = new FlagTurns(messages);
        this.account = store.open(new AccountLocation(path));
        this.inbox = account.mailbox(MailboxName.INBOX);
        this.messages = new AtomicLong(messages);
        inbox.refresh();
    }

    void deliver() throws IOException {
        try (Delivery delivery = inbox.deliver(Flags.NONE, Instant.now())) {
            delivery.write(MESSAGE, 0, MESSAGE.length);
            var _ = delivery.commit();
        }
        messages.incrementAndGet();
    }

    /// Flags the next message, or takes the flag away again.
    void changeFlag() throws IOException {
        FlagTurns.Turn turn = turns.next();
        var _ = inbox.changeFlags(UidSet.of(new Uid(turn.uid())), turn.add() ? FLAG : UNFLAG);
    }

    /// Waits until every message that was acknowledged lies in its file.
    void awaitFiles() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DRAIN_SECONDS_MAX);
        while (files.files() != messages.get()) {
            if (System.nanoTime() > end) {
                throw new IOException(files.files() + " files of " + messages.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// @throws IllegalStateException if a message or flag is missing, or too much
    void check() throws IOException {
        awaitFiles();
        Answers.require(messages.get(), inbox.snapshot().uids().size(), "messages");
        Answers.require(
                turns.flagged(), inbox.snapshot().having(SystemFlag.FLAGGED).size(), "flagged");
    }

    @Override
    public void close() {
        account.close();
    }
}

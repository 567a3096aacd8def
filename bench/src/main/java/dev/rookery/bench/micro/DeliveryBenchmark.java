// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import dev.rookery.bench.corpus.SampleMessage;
import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Durable delivery of 4 kB messages into one INBOX, through the public API; one operation is a
/// message from `deliver` to the return of `commit`. Threads (`-t`) share the mailbox.
///
/// After each trial the store is opened anew and must hold every message that was committed. What a
/// bare force costs on this disk is printed before and after: without it the result means nothing.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@SuppressWarnings("NullAway.Init") // fields are set by JMH and in open()
public class DeliveryBenchmark {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(4_096);
    private static final Instant DATE = Instant.parse("2026-11-21T12:00:00Z");

    @Param({"POWER_CUT", "PROCESS"})
    public Durability durability;

    private final AtomicLong committed = new AtomicLong();
    private BenchDirectory directory;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @Setup(Level.Trial)
    public void open() throws IOException {
        directory = BenchDirectory.create();
        directory.reportForce("before");
        openStore();
    }

    @Benchmark
    public Delivery.Delivered deliver() throws IOException {
        try (Delivery delivery = inbox.deliver(Flags.NONE, DATE)) {
            delivery.write(MESSAGE, 0, MESSAGE.length);
            Delivery.Delivered delivered = delivery.commit();
            committed.incrementAndGet();
            return delivered;
        }
    }

    @TearDown(Level.Trial)
    public void verify() throws IOException {
        try {
            directory.reportForce("after");
            requireAll("at the end of the trial");
            closeStore();
            openStore();
            requireAll("after opening the store again");
            closeStore();
        } finally {
            directory.delete();
        }
    }

    private void openStore() throws IOException {
        store = MailStore.builder().durability(durability).build();
        account = store.open(new AccountLocation(directory.path().resolve("Maildir")));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    private void closeStore() {
        account.close();
        store.close();
    }

    private void requireAll(String when) {
        long found = inbox.snapshot().uids().size();
        if (found != committed.get()) {
            throw new IllegalStateException(
                    committed.get() + " messages committed, " + found + " found " + when);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What an answer waits for: one force of the journal, which does not grow, and which all share who
/// wait at the same time.
@Timeout(60)
class ForcesTest {
    private static final String JOURNAL = "rookery.journal";
    private static final int TOGETHER = 10;

    private final FaultyDisk disk = new FaultyDisk(new SimulatedDisk(InstantSource.system(), 1));
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicInteger growths = new AtomicInteger();
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store = StoreOnDisk.builder(disk).hostName("test").build();
        Account account = store.open(new AccountLocation(Scenario.MAILDIR));
        inbox = account.mailbox(MailboxName.INBOX);
        Mail.deliver(inbox, "first", Flags.NONE);
        await().until(() -> inbox.refresh().uids().size() == 1);
        disk.plan(call -> {
            count(call);
            return withoutFiles(call);
        });
    }

    @AfterEach
    void close() {
        disk.plan(FaultPlan.HEALTHY);
        store.close();
    }

    private void count(DiskCall call) {
        if (call.name().contains(JOURNAL)) {
            forces.addAndGet(call.kind() == Kind.FORCE ? 1 : 0);
            growths.addAndGet(call.kind() == Kind.EXTEND ? 1 : 0);
        }
    }

    /// Nothing is done behind the answers.
    private static Optional<Fault> withoutFiles(DiskCall call) {
        return call.kind() == Kind.CREATE ? Optional.of(Fault.TOO_MANY_FILES) : Optional.empty();
    }

    private void requireOneForce() {
        assertThat(forces.getAndSet(0)).isEqualTo(1);
        assertThat(growths.get()).isZero();
    }

    @Test
    void aSmallMessageTakesOne() throws IOException {
        Mail.deliver(inbox, "small", Flags.NONE);
        requireOneForce();
    }

    @Test
    void aFlagTakesOne() throws IOException {
        inbox.changeFlags(inbox.snapshot().uids(), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        requireOneForce();
    }

    @Test
    void anExpungeTakesOne() throws IOException {
        inbox.expunge(inbox.snapshot().uids());
        requireOneForce();
    }

    @Test
    void thoseWhoWaitShareOne() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        disk.plan(call -> {
            count(call);
            boolean journal = call.kind() == Kind.FORCE && call.name().contains(JOURNAL);
            if (journal && first.compareAndSet(true, false)) {
                pause(goOn);
            }
            return withoutFiles(call);
        });
        List<Thread> senders = new ArrayList<>();
        senders.add(send("ahead"));
        await().until(() -> forces.get() == 1);
        for (int i = 0; i < TOGETHER; i++) {
            senders.add(send("together " + i));
        }
        await().until(() -> senders.stream().allMatch(ForcesTest::waits));
        goOn.countDown();
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(inbox.snapshot().uids())
                .isEqualTo(UidSet.range(Uid.FIRST, new Uid(2 + TOGETHER)));
        assertThat(forces.get()).isEqualTo(2);
        assertThat(growths.get()).isZero();
    }

    private static void pause(CountDownLatch goOn) {
        try {
            goOn.await();
        } catch (InterruptedException hurried) {
            throw new IllegalStateException(hurried);
        }
    }

    private Thread send(String subject) {
        return Thread.ofPlatform()
                .start(() -> {
                    try {
                        Mail.deliver(inbox, subject, Flags.NONE);
                    } catch (IOException refused) {
                        throw new UncheckedIOException(refused);
                    }
                });
    }

    private static boolean waits(Thread sender) {
        return sender.getState() == Thread.State.WAITING;
    }
}

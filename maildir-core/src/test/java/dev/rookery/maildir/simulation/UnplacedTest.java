// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A process dies while it makes the files of messages that were acknowledged.
@Timeout(60)
@ExtendWith(QuietLog.class)
class UnplacedTest {
    private static final int MESSAGES = 200;
    private static final int PLACED = 4;

    /// A start looks again until marks are settled, at two directories each time.
    private static final int LISTINGS_MAX = 120;

    private static final int BODY_BYTES = 60_000;

    /// That fit into 32 MiB twice over.
    private static final int BODIES_MAX = 2 * 32 * 1024 * 1024 / BODY_BYTES;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);

    private static Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(Scenario.MAILDIR));
    }

    private static boolean placesMessage(DiskCall call) {
        return call.kind() == Kind.RENAME && !call.name().startsWith("rookery.");
    }

    private void dieWhilePlacing() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        FaultPlan death = FaultPlan.nth(PLACED + 1, Fault.DEATH);
        process.plan(call -> placesMessage(call) ? death.on(call) : Optional.empty());
        try (MailStore store = StoreOnDisk.builder(process).hostName("dying").build()) {
            Mailbox inbox = open(store).mailbox(MailboxName.INBOX);
            List<String> subjects = IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList();
            Mail.deliverAll(inbox, Flags.NONE, subjects);
            await().until(() -> process.hit().isPresent());
            assertThatThrownBy(() -> Mail.deliver(inbox, "more", Flags.NONE))
                    .isInstanceOf(IOException.class);
        }
        process.die();
    }

    /// Answers how many files lie in `new/`.
    private int markOneSeen() throws IOException {
        try (Directory home = disk.open(Scenario.MAILDIR);
                Directory fresh = home.openDirectory("new");
                Directory cur = home.openDirectory("cur")) {
            List<Directory.Entry> placed = fresh.list();
            String name = placed.getFirst().name();
            fresh.rename(name, cur, name + ":2,S");
            return placed.size();
        }
    }

    /// However many there are, the folder is not listed for each; what another program renamed
    /// meanwhile is not made again.
    @Test
    void getTheirFilesBack() throws IOException {
        dieWhilePlacing();
        assertThat(markOneSeen()).isEqualTo(PLACED);
        FaultyDisk process = new FaultyDisk(disk);
        AtomicInteger listings = new AtomicInteger();
        process.plan(call -> {
            if (call.kind() == Kind.LIST && !call.name().endsWith("/tmp")) {
                listings.incrementAndGet();
            }
            return Optional.empty();
        });
        try (MailStore store = StoreOnDisk.builder(process).hostName("restarted").build();
                Account account = open(store)) {
            Snapshot found = account.mailbox(MailboxName.INBOX).refresh();
            assertThat(found.uids()).isEqualTo(UidSet.range(Uid.FIRST, new Uid(MESSAGES)));
            assertThat(found.having(SystemFlag.SEEN).size()).isEqualTo(1);
            assertThat(listings.get()).isLessThan(LISTINGS_MAX);
        }
    }

    /// The journal keeps what was acknowledged, and memory as much as it can.
    @Test
    void refusesMoreOnceTooMuchWaits() throws IOException {
        FaultyDisk process = new FaultyDisk(disk);
        byte[] bytes = new byte[BODY_BYTES];
        Arrays.fill(bytes, (byte) 'x');
        try (MailStore store = StoreOnDisk.builder(process).hostName("h").build();
                Account account = open(store)) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            process.plan(FaultPlan.every(UnplacedTest::makesMessage, Fault.DENIED));
            int taken = 0;
            IOException refused = null;
            while (refused == null && taken < 2 * BODIES_MAX) {
                try {
                    deliver(inbox, bytes);
                    taken++;
                } catch (IOException refusal) {
                    refused = refusal;
                }
            }
            assertThat(refused)
                    .hasMessageContaining("cannot be made")
                    .hasCauseInstanceOf(IOException.class);
            assertThat(taken).isGreaterThan(BODIES_MAX / 2);
            process.plan(FaultPlan.HEALTHY);
            deliver(inbox, bytes);
            assertThat(inbox.refresh().uids().size()).isEqualTo(taken + 1);
        }
    }

    private static boolean makesMessage(DiskCall call) {
        return call.kind() == Kind.CREATE
                && !call.name().startsWith("rookery.")
                && !call.name().startsWith("dovecot");
    }

    private static void deliver(Mailbox mailbox, byte[] bytes) throws IOException {
        try (Delivery delivery = mailbox.deliver(Flags.NONE, Mail.DATE)) {
            delivery.write(bytes, 0, bytes.length);
            delivery.commit();
        }
    }
}

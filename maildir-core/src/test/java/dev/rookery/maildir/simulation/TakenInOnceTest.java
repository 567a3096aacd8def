// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Mail that others delivered is taken in piece by piece, and ours comes meanwhile: no file gets
/// two UIDs.
@Timeout(60)
class TakenInOnceTest {
    /// More than a piece.
    private static final int FOREIGN = 4_100;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
    private final FaultyDisk faulty = new FaultyDisk(disk);
    private final AtomicBoolean due = new AtomicBoolean();

    private int files() throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().size();
        }
    }

    /// Delivers when a look knows what it compares with, and has not listed yet.
    private Optional<Fault> deliver(Mailbox inbox, DiskCall call) {
        boolean looks = call.kind() == Kind.CREATE && call.name().startsWith(OldDrafts.PROBE);
        if (looks && due.compareAndSet(true, false)) {
            try {
                Mail.deliver(inbox, "ours", Flags.of(SystemFlag.SEEN));
                await().until(() -> files() == FOREIGN + 1);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return Optional.empty();
    }

    @Test
    void whateverComesMeanwhile() throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            faulty.plan(call -> deliver(inbox, call));
            try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
                for (int i = 0; i < FOREIGN; i++) {
                    cur.create(i + ".foreign:2,", Optional.empty()).close();
                }
            }
            due.set(true);
            assertThat(inbox.refresh().uids().size()).isEqualTo(FOREIGN + 1);
            assertThat(due).isFalse();
            assertThat(inbox.refresh().uids().size()).isEqualTo(FOREIGN + 1);
        }
    }
}

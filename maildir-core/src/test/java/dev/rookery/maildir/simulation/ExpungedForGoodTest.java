// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A message that was expunged does not come back as new mail, whatever meets in time.
@Timeout(60)
class ExpungedForGoodTest {
    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
    private final FaultyDisk faulty = new FaultyDisk(disk);
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.IDLE);

    private enum Stage {
        IDLE,
        LISTING,
        READING,
        GONE
    }

    private int files() throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().size();
        }
    }

    private void putForeign(String name) throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            cur.create(name, Optional.empty()).close();
        }
    }

    /// Delivers before the listing, but when the look knows already what it compares with; expunges
    /// when the file was measured, and another one is.
    private Optional<Fault> interfere(Mailbox inbox, DiskCall call) {
        boolean looks = call.kind() == Kind.CREATE && call.name().startsWith(OldDrafts.PROBE);
        boolean later = call.kind() == Kind.OPEN && call.name().endsWith(".foreign:2,");
        try {
            if (looks && stage.compareAndSet(Stage.LISTING, Stage.READING)) {
                Mail.deliver(inbox, "ours", Flags.of(SystemFlag.SEEN));
                await().until(() -> files() == 2);
            } else if (later && stage.compareAndSet(Stage.READING, Stage.GONE)) {
                inbox.expunge(inbox.snapshot().uids());
                await().until(() -> files() == 1);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Optional.empty();
    }

    /// A look meets a message of ours that came after the state it compares with, and goes before
    /// what the look found is taken in.
    @Test
    void takesNothingInThatIsGone() throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            faulty.plan(call -> interfere(inbox, call));
            putForeign("99999999999.foreign:2,");
            stage.set(Stage.LISTING);
            UidSet found = inbox.refresh().uids();
            assertThat(stage.get()).isEqualTo(Stage.GONE);
            assertThat(found).isEqualTo(UidSet.of(new Uid(2)));
            assertThat(inbox.refresh().uids()).isEqualTo(found);
        }
    }

    /// Another program takes the file to `cur/` after we looked and before we remove it.
    @Test
    void removesWhatIsMovedAtTheLastMoment() throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mail.deliver(inbox, "ours", Flags.NONE);
            stage.set(Stage.READING);
            faulty.plan(this::takeNew);
            inbox.expunge(inbox.snapshot().uids());
            await().until(() -> stage.get() == Stage.GONE);
            await().until(() -> {
                assertThat(inbox.refresh().uids().isEmpty()).isTrue();
                return files() == 0;
            });
            assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        }
    }

    private Optional<Fault> takeNew(DiskCall call) {
        boolean removes = call.kind() == Kind.DELETE && call.name().contains(",S=");
        if (removes && stage.compareAndSet(Stage.READING, Stage.GONE)) {
            takeAllNew();
        }
        return Optional.empty();
    }

    /// A delivery is refused in the end, and meanwhile another program took its file to `cur/`.
    @Test
    void showsNothingOfARefusedDelivery() throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            faulty.plan(call -> {
                if (call.kind() != Kind.FORCE || !call.name().endsWith("/new")) {
                    return Optional.empty();
                }
                takeAllNew();
                return Optional.of(Fault.IO_ERROR);
            });
            assertThatThrownBy(() -> Mail.deliver(inbox, "large", Flags.NONE))
                    .isInstanceOf(IOException.class);
            faulty.plan(FaultPlan.HEALTHY);
        }
        try (MailStore store = StoreOnDisk.builder(disk).hostName("again").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            assertThat(account.mailbox(MailboxName.INBOX).snapshot().uids().isEmpty()).isTrue();
        }
    }

    private void takeAllNew() {
        try (Directory fresh = disk.open(Scenario.MAILDIR.resolve("new"));
                Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            for (Directory.Entry each : fresh.list()) {
                fresh.rename(each.name(), cur, each.name() + ":2,");
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}

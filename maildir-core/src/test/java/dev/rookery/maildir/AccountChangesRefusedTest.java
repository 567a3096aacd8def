// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Nobody is told of what was asked for and did not happen.
@Timeout(120)
@ExtendWith(QuietLog.class)
class AccountChangesRefusedTest extends ListenedAccount {
    /// What goes while the rename is made ready was never in the new mailbox.
    @Test
    void areNotToldOfMailThatTheNewMailboxNeverHad() throws IOException {
        deliverAll(inbox, "a", "b", "c");
        awaitFiles(3);
        AtomicBoolean due = new AtomicBoolean(true);
        disk.plan(call -> {
            if (call.kind() == DiskCall.Kind.LINK && due.getAndSet(false)) {
                run(() -> inbox.expunge(uids(2, 2)));
            }
            return Optional.empty();
        });
        List<String> told = told(() -> account.rename(MailboxName.INBOX, POST));
        assertThat(due).isFalse();
        UidSet there = account.mailbox(POST).snapshot().uids();
        assertThat(there.size()).isEqualTo(2);
        assertThat(told)
                .containsExactly(
                        "expunged INBOX 2",
                        "created Post, arrived Post %s, expunged INBOX 1,3".formatted(there));
    }

    private static void run(Act act) {
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                act.run();
                            } catch (IOException refused) {
                                throw new IllegalStateException(refused);
                            }
                        });
        try {
            other.join();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /// The journal told of it already, and it was taken back.
    @Test
    void areNotToldOfALargeMessageThatFindsNoPlace() throws IOException {
        assertThat(toldWhenRefused(DiskCall.Kind.RENAME, this::deliverLarge)).isEmpty();
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void areNotToldOfSeveralThatFindNoPlace() throws IOException {
        Act several = () -> deliverAll(inbox, "large b", "c", "large d");
        assertThat(toldWhenRefused(DiskCall.Kind.RENAME, several)).isEmpty();
        assertThat(inbox.refresh().uids()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void areNotToldOfAReplacementThatFindsNoPlace() throws IOException {
        Mail.deliver(inbox, "a", Flags.NONE);
        awaitFiles(1);
        Act replacement = () -> replace(uids(1, 1), inbox, inbox, "large b");
        assertThat(toldWhenRefused(DiskCall.Kind.RENAME, replacement)).isEmpty();
        assertThat(inbox.refresh().uids()).isEqualTo(uids(1, 1));
    }

    private void deliverLarge() throws IOException {
        var _ = Mail.deliver(inbox, "large b", Flags.NONE);
    }

    @Test
    void areNotToldOfCopiesThatAreRefused() throws IOException {
        Mailbox work = account.create(WORK);
        Mail.deliver(inbox, "a", Flags.NONE);
        awaitFiles(1);
        assertThat(toldWhenRefused(DiskCall.Kind.LINK, () -> inbox.copy(uids(1, 1), work)))
                .isEmpty();
        assertThat(work.refresh().uids()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void areNotToldOfAMailboxThatCannotBeMade() throws IOException {
        assertThat(toldWhenRefused(DiskCall.Kind.CREATE_DIRECTORY, () -> account.create(WORK)))
                .isEmpty();
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX);
    }

    @Test
    void areNotToldOfARenameThatCannotBeDone() throws IOException {
        account.create(WORK);
        assertThat(toldWhenRefused(DiskCall.Kind.RENAME, () -> account.rename(WORK, POST)))
                .isEmpty();
        assertThat(account.mailboxes()).containsExactly(MailboxName.INBOX, WORK);
    }

    private List<String> toldWhenRefused(DiskCall.Kind kind, Act act) throws IOException {
        disk.plan(FaultPlan.every(call -> call.kind() == kind, Fault.IO_ERROR));
        try {
            return told(() -> assertThatThrownBy(act::run).isInstanceOf(IOException.class));
        } finally {
            disk.plan(FaultPlan.HEALTHY);
        }
    }
}

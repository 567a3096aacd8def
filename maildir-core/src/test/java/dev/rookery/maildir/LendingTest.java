// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.simulation.Mail;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// An account goes from one process to another and back, though clients have it open. The other
/// process is a store of its own here: the lock of the account tells them apart like two processes.
@Timeout(60)
class LendingTest {
    @TempDir private Path home;
    private AccountLocation location;
    private MailStore store;
    private Account account;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        location = new AccountLocation(home.resolve("Maildir"));
        store = newStore();
        account = store.open(location);
        inbox = account.mailbox(MailboxName.INBOX);
        Mail.deliver(inbox, "first", Flags.NONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static MailStore newStore() {
        return MailStore.builder().durability(Durability.NONE).hostName("test").build();
    }

    private static List<Finding> examine(AccountLocation location) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (MailStore other = newStore()) {
            other.examine(location, findings::add);
        }
        return findings;
    }

    @Test
    void goesToAnotherProcessAndComesBack() throws IOException {
        List<Change> changes = new CopyOnWriteArrayList<>();
        var _ = inbox.subscribe(changes::add);
        assertThatThrownBy(() -> examine(location)).isInstanceOf(AccountInUseException.class);
        try (Closeable _ = store.lend(location)) {
            assertThat(examine(location)).isEmpty();
            assertThat(changes).last().isInstanceOf(Change.Closed.class);
            assertThatThrownBy(() -> inbox.refresh()).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> account.mailboxes()).isInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> store.open(location))
                    .isInstanceOf(AccountInUseException.class);
        }
        try (Account again = store.open(location)) {
            Mailbox same = again.mailbox(MailboxName.INBOX);
            assertThat(same.snapshot().uids()).isEqualTo(UidSet.of(new Uid(1)));
            assertThat(Mail.deliver(same, "second", Flags.NONE)).isEqualTo(new Uid(2));
        }
        account.close();
    }

    @Test
    void isLentOnce() throws IOException {
        Closeable loan = store.lend(location);
        assertThatThrownBy(() -> store.lend(location)).isInstanceOf(AccountInUseException.class);
        assertThatThrownBy(() -> store.examine(location, _ -> {}))
                .isInstanceOf(AccountInUseException.class);
        loan.close();
        loan.close();
        try (Closeable _ = store.lend(location)) {
            assertThat(examine(location)).isEmpty();
        }
    }

    @Test
    void isLentThoughNobodyHasIt() throws IOException {
        account.close();
        try (Closeable _ = store.lend(location)) {
            assertThat(examine(location)).isEmpty();
        }
        AccountLocation nowhere = new AccountLocation(home.resolve("nowhere"));
        assertThatThrownBy(() -> store.lend(nowhere)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void keepsNoStoreFromClosing() throws IOException {
        Closeable loan = store.lend(location);
        store.close();
        loan.close();
        assertThatThrownBy(() -> store.open(location)).isInstanceOf(ClosedException.class);
    }
}

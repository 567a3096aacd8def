// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// An INBOX of ours in a directory where others work too.
final class Inbox implements AutoCloseable {
    private final Path maildir;
    private MailStore store;
    private Account account;
    private Mailbox mailbox;

    Inbox(Path maildir) throws IOException {
        this.maildir = maildir;
        this.store = newStore();
        this.account = store.open(new AccountLocation(maildir));
        this.mailbox = account.mailbox(MailboxName.INBOX);
    }

    private static MailStore newStore() {
        return MailStore.builder()
                .durability(Durability.PROCESS)
                .flagsToNames(Duration.ofMillis(5))
                .hostName("test")
                .build();
    }

    Account account() {
        return account;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    void reopen() throws IOException {
        store.close();
        store = newStore();
        account = store.open(new AccountLocation(maildir));
        mailbox = account.mailbox(MailboxName.INBOX);
    }

    /// A message's subject, unless it is gone.
    Optional<String> subject(Uid uid) throws IOException {
        try {
            return Optional.of(Neighbour.subject(Mail.content(mailbox, uid)));
        } catch (MessageExpungedException gone) {
            return Optional.empty();
        }
    }

    /// All subjects by UID, each message read whole.
    SortedMap<Uid, String> subjects() throws IOException {
        SortedMap<Uid, String> subjects = new TreeMap<>();
        for (Uid uid : mailbox.snapshot().uids()) {
            subjects.put(uid, subject(uid).orElseThrow());
        }
        return subjects;
    }

    /// Looks until exactly these messages are there.
    void awaitSubjects(Collection<String> subjects) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> mailbox.refresh().uids().size() == subjects.size());
        await().untilAsserted(() -> {
            mailbox.refresh();
            assertThat(subjects().values()).containsExactlyInAnyOrderElementsOf(subjects);
        });
    }

    void awaitGone(UidSet uids) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !mailbox.refresh().uids().intersects(uids));
    }

    @Override
    public void close() {
        store.close();
    }
}

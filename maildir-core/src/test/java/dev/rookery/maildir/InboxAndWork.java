// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Two mailboxes of an account, and what tests of REPLACE do with them.
abstract class InboxAndWork {
    static final Instant DATE = Instant.ofEpochSecond(1_700_000_000);
    static final MailboxName WORK = MailboxName.parse("Work", '/');
    static final Flags DRAFT = Flags.of(List.of(SystemFlag.DRAFT), List.of("$Work"));

    @TempDir Path home;
    final FaultyDisk disk = new FaultyDisk();
    MailStore store = store();

    @SuppressWarnings("NullAway.Init") // by open()
    Account account;

    @SuppressWarnings("NullAway.Init") // by open()
    Mailbox inbox;

    @SuppressWarnings("NullAway.Init") // by open()
    Mailbox work;

    MailStore store() {
        return StoreOnDisk.builder(disk).hostName("test").build();
    }

    AccountLocation location() {
        return new AccountLocation(home.resolve("Maildir"));
    }

    @BeforeEach
    void open() throws IOException {
        open(location());
        work = account.create(WORK);
    }

    void open(AccountLocation location) throws IOException {
        account = store.open(location);
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() throws IOException {
        close();
        store = store();
        open(location());
        work = account.mailbox(WORK);
    }

    static UidSet uids(long... uids) {
        UidSet.Builder set = UidSet.builder();
        for (long uid : uids) {
            set.add(new Uid(uid));
        }
        return set.build();
    }

    static void add(Deliveries all, String subject, Flags flags) throws IOException {
        byte[] bytes = Letter.bytes(subject);
        all.next(flags, DATE);
        all.write(bytes, 0, bytes.length);
    }

    static UidSet replace(UidSet old, Mailbox in, Mailbox target, String... subjects)
            throws IOException {
        try (Deliveries all = target.deliverAll()) {
            for (String subject : subjects) {
                add(all, subject, Flags.NONE);
            }
            return all.commitReplacing(old, in).uids();
        }
    }

    /// Fails unless each message has the content its subject promises.
    static List<String> subjects(Mailbox mailbox) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (Uid uid : mailbox.refresh().uids()) {
            String subject = Mail.subject(mailbox, uid);
            assertThat(Mail.content(mailbox, uid)).isEqualTo(Letter.bytes(subject));
            subjects.add(subject);
        }
        return subjects;
    }

    List<String> files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("Maildir").resolve(directory))) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    int messages(String folder) throws IOException {
        return files(folder + "new").size() + files(folder + "cur").size();
    }

    void awaitFiles(int inInbox, int inWork) {
        await().untilAsserted(() -> {
            assertThat(messages("")).isEqualTo(inInbox);
            assertThat(messages(".Work/")).isEqualTo(inWork);
            assertThat(files("tmp")).isEmpty();
            assertThat(files(".Work/tmp")).isEmpty();
        });
    }
}

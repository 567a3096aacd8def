// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// An account, what tests of its changes do with it, and what is told of that.
abstract class ListenedAccount {
    static final MailboxName WORK = name("Work");
    static final MailboxName BELOW = name("Work/Deep");
    static final MailboxName POST = name("Post");
    static final FlagChange SEEN = FlagChange.add(Flags.of(SystemFlag.SEEN));
    static final String COMMENT = "/private/comment";

    @TempDir Path maildir;
    final FaultyDisk disk = new FaultyDisk();
    MailStore store = store();

    @SuppressWarnings("NullAway.Init") // by open()
    Account account;

    @SuppressWarnings("NullAway.Init") // by open()
    Mailbox inbox;

    /// Something to do with the account.
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }

    static MailboxName name(String text) {
        return MailboxName.parse(text, '/');
    }

    MailStore store() {
        return StoreOnDisk.builder(disk, 50).flagsToNames(Duration.ZERO).hostName("test").build();
    }

    @BeforeEach
    void open() throws IOException {
        account = store.open(new AccountLocation(maildir));
        inbox = account.mailbox(MailboxName.INBOX);
    }

    @AfterEach
    void close() {
        store.close();
    }

    void reopen() throws IOException {
        close();
        store = store();
        open();
    }

    static UidSet uids(long first, long last) {
        return UidSet.range(new Uid(first), new Uid(last));
    }

    static Map<String, Optional<AnnotationValue>> comment(String text) {
        return Map.of(COMMENT, Optional.of(new AnnotationValue(text.getBytes(UTF_8))));
    }

    static void deliverAll(Mailbox mailbox, String... subjects) throws IOException {
        try (Deliveries all = mailbox.deliverAll()) {
            add(all, subjects);
            var _ = all.commit();
        }
    }

    static void add(Deliveries all, String... subjects) throws IOException {
        for (String subject : subjects) {
            byte[] bytes = Letter.bytes(subject);
            all.next(Flags.NONE, Instant.EPOCH);
            all.write(bytes, 0, bytes.length);
        }
    }

    static void replace(UidSet old, Mailbox in, Mailbox target, String... subjects)
            throws IOException {
        try (Deliveries all = target.deliverAll()) {
            add(all, subjects);
            var _ = all.commitReplacing(old, in);
        }
    }

    /// What is told while that is done, and told when it is.
    List<String> told(Act act) throws IOException {
        try (ToldChanges told = ToldChanges.of(account)) {
            act.run();
            return told.lines();
        }
    }

    void awaitFiles(int messages) {
        await().until(() -> {
            try (Stream<Path> files = Files.walk(maildir)) {
                return files.filter(file -> file.toString().matches(".*/(cur|new)/.+")).count()
                        == messages;
            }
        });
    }
}

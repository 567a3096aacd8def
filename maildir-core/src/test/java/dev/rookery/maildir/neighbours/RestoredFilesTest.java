// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Ledger.Letter;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody restores a file whose message was just expunged or moved away, before we come to remove
/// the old one: it stays, and is new mail.
@Timeout(60)
@ExtendWith(QuietLog.class)
class RestoredFilesTest {
    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();
    private MailStore store = StoreOnDisk.builder(disk).hostName("test").build();

    /// How a message goes.
    enum Going {
        EXPUNGED,
        MOVED
    }

    /// How its file comes back.
    enum Coming {
        UNDER_ITS_NAME,
        /// The inode of the old file is given to the new one.
        WITH_ITS_INODE,
        /// Another program gave the old file another name before.
        BESIDE_IT
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path onlyFile() throws IOException {
        Path cur = home.resolve("Maildir/cur");
        await().until(() -> count(cur) == 1);
        try (Stream<Path> files = Files.list(cur)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static long count(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }

    private void restore(Path file, byte[] bytes, Coming coming) throws IOException {
        switch (coming) {
            case UNDER_ITS_NAME -> {
                Path draft = Files.write(home.resolve("restored"), bytes);
                Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
            }
            case WITH_ITS_INODE -> Files.write(file, bytes);
            case BESIDE_IT -> {
                Files.move(file, Path.of(file.toString().replace(":2,S", ":2,RS")));
                Files.write(file, bytes);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXPUNGED, UNDER_ITS_NAME, true",
        "EXPUNGED, WITH_ITS_INODE, true",
        "EXPUNGED, BESIDE_IT, true",
        "EXPUNGED, UNDER_ITS_NAME, false",
        "MOVED, UNDER_ITS_NAME, true",
        "MOVED, WITH_ITS_INODE, false",
        "MOVED, BESIDE_IT, false"
    })
    void isNewMail(Going going, Coming coming, boolean told) throws IOException {
        if (told) {
            var _ = disk.watching();
        }
        Account account = store.open(new AccountLocation(home.resolve("Maildir")));
        Mailbox inbox = account.mailbox(MailboxName.INBOX);
        Mailbox work = account.create(MailboxName.parse("Work", '/'));
        Uid uid = Mail.deliver(inbox, "back", Flags.of(SystemFlag.SEEN));
        Path file = onlyFile();
        byte[] bytes = Files.readAllBytes(file);
        disk.plan(
                FaultPlan.every(
                        call -> call.kind() == Kind.DELETE && call.name().contains(",S="),
                        Fault.IO_ERROR));
        switch (going) {
            case EXPUNGED -> inbox.expunge(UidSet.of(uid));
            case MOVED -> inbox.move(UidSet.of(uid), work);
        }
        await().until(() -> disk.hit().isPresent());
        restore(file, bytes, coming);
        inbox.refresh();
        disk.plan(FaultPlan.HEALTHY);
        Uid another = Mail.deliver(inbox, "another", Flags.NONE);
        await().until(() -> inbox.refresh().uids().size() == 2);
        assertThat(inbox.snapshot().uids().contains(uid)).isFalse();
        assertThat(inbox.snapshot().uids().contains(another)).isTrue();
        Uid back = inbox.snapshot().uids().last();
        assertThat(Mail.content(inbox, back)).isEqualTo(Letter.bytes("back"));
        await().until(() -> count(Objects.requireNonNull(file.getParent())) == 1);
        assertThat(file).exists();
        for (Uid moved : work.refresh().uids()) {
            assertThat(going).isEqualTo(Going.MOVED);
            if (coming != Coming.WITH_ITS_INODE) {
                assertThat(Mail.content(work, moved)).isEqualTo(Letter.bytes("back"));
            }
        }
    }
}

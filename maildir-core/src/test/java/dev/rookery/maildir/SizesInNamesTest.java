// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Mail of other servers has its sizes in the names of its files: nobody has to read it all to open
/// a folder. What a name tells wrong is found out when the message is read.
@Timeout(60)
class SizesInNamesTest {
    private static final String TEXT = "Subject: theirs\n\nat four\n";
    private static final int CRLF_BYTES = TEXT.length() + 3;
    private static final Uid FIRST = new Uid(1);
    private static final Uid SECOND = new Uid(2);

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();

    @BeforeEach
    void make() throws IOException {
        for (String part : new String[] {"cur", "new", "tmp"}) {
            Files.createDirectories(home.resolve(part));
        }
    }

    private void put(long diskBytes, long crlfBytes) throws IOException {
        String name = "1.theirs,S=" + diskBytes + ",W=" + crlfBytes + ":2,FS";
        Files.writeString(home.resolve("cur").resolve(name), TEXT, US_ASCII);
    }

    private MailStore store() {
        return StoreOnDisk.builder(disk).hostName("test").build();
    }

    private Mailbox inbox(MailStore store) throws IOException {
        return store.open(new AccountLocation(home)).mailbox(MailboxName.INBOX);
    }

    private void refuseToOpenMail() {
        disk.plan(
                FaultPlan.every(
                        call -> call.kind() == DiskCall.Kind.OPEN && call.name().contains("theirs"),
                        Fault.TOO_MANY_FILES));
    }

    @Test
    void areBelievedWithoutReading() throws IOException {
        put(TEXT.length(), CRLF_BYTES);
        refuseToOpenMail();
        try (MailStore store = store()) {
            Snapshot inbox = inbox(store).refresh();
            assertThat(inbox.uids()).isEqualTo(UidSet.of(FIRST));
            assertThat(inbox.sizeBytes(FIRST)).isEqualTo(CRLF_BYTES);
        }
        disk.plan(FaultPlan.HEALTHY);
        try (MailStore store = store()) {
            assertThat(Mail.content(inbox(store), FIRST)).hasSize(CRLF_BYTES);
        }
    }

    @Test
    void areNotBelievedIfTheFileHasAnotherSize() throws IOException {
        put(TEXT.length() + 1, 999);
        try (MailStore store = store()) {
            assertThat(inbox(store).refresh().sizeBytes(FIRST)).isEqualTo(CRLF_BYTES);
        }
    }

    @Test
    void areNotBelievedIfNoMessageCouldHaveThem() throws IOException {
        put(TEXT.length(), TEXT.length() - 1);
        try (MailStore store = store()) {
            assertThat(inbox(store).refresh().sizeBytes(FIRST)).isEqualTo(CRLF_BYTES);
        }
    }

    @Test
    void leadToANewMessageIfTheyWereWrong() throws IOException {
        put(TEXT.length(), CRLF_BYTES + 1);
        refuseToOpenMail();
        try (MailStore store = store()) {
            assertThat(inbox(store).refresh().sizeBytes(FIRST)).isEqualTo(CRLF_BYTES + 1);
        }
        disk.plan(FaultPlan.HEALTHY);
        try (MailStore store = store()) {
            Mailbox inbox = inbox(store);
            await().until(() -> inbox.refresh().uids().equals(UidSet.of(SECOND)));
            assertThat(inbox.snapshot().sizeBytes(SECOND)).isEqualTo(CRLF_BYTES);
            assertThat(inbox.snapshot().flags(SECOND))
                    .isEqualTo(Flags.of(SystemFlag.FLAGGED, SystemFlag.SEEN));
            assertThat(Mail.content(inbox, SECOND)).hasSize(CRLF_BYTES);
        }
        try (MailStore store = store()) {
            assertThat(inbox(store).refresh().uids()).isEqualTo(UidSet.of(SECOND));
        }
    }

    @Test
    void areCorrectedInCopiesAsWell() throws IOException {
        put(TEXT.length(), CRLF_BYTES + 1);
        refuseToOpenMail();
        MailboxName work = MailboxName.parse("Work", '/');
        try (MailStore store = store();
                Account account = store.open(new AccountLocation(home))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox copies = account.create(work);
            inbox.copy(inbox.refresh().uids(), copies);
            assertThat(copies.snapshot().sizeBytes(FIRST)).isEqualTo(CRLF_BYTES + 1);
            disk.plan(FaultPlan.HEALTHY);
        }
        try (MailStore store = store();
                Account account = store.open(new AccountLocation(home))) {
            for (MailboxName name : List.of(MailboxName.INBOX, work)) {
                Mailbox mailbox = account.mailbox(name);
                await().until(() -> mailbox.refresh().uids().equals(UidSet.of(SECOND)));
                assertThat(mailbox.snapshot().sizeBytes(SECOND)).isEqualTo(CRLF_BYTES);
            }
        }
    }

    @Test
    void areCorrectedLaterIfTheDiskIsFull() throws IOException {
        put(TEXT.length(), CRLF_BYTES + 1);
        refuseToOpenMail();
        try (MailStore store = store()) {
            assertThat(inbox(store).refresh().sizeBytes(FIRST)).isEqualTo(CRLF_BYTES + 1);
        }
        disk.plan(
                FaultPlan.every(
                        call ->
                                call.name().startsWith("rookery.journal")
                                        && call.kind() == DiskCall.Kind.WRITE,
                        Fault.NO_SPACE));
        try (MailStore store = store()) {
            Mailbox inbox = inbox(store);
            await().until(() -> disk.hit().isPresent());
            assertThat(inbox.snapshot().uids()).isEqualTo(UidSet.of(FIRST));
        }
        disk.plan(FaultPlan.HEALTHY);
        try (MailStore store = store()) {
            Mailbox inbox = inbox(store);
            await().until(() -> inbox.refresh().uids().equals(UidSet.of(SECOND)));
        }
    }
}

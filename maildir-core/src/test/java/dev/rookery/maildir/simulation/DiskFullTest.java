// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
    private static final int MESSAGES = 100;
    private static final int MANY = 6_000;

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk();

    private static MailStore store(Disk disk) {
        return StoreOnDisk.builder(disk).hostName("test").build();
    }

    private Mailbox inbox(MailStore store) throws IOException {
        Account account = store.open(new AccountLocation(home.resolve("Maildir")));
        return account.mailbox(MailboxName.INBOX);
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> all = Files.list(home.resolve("Maildir").resolve(directory))) {
            return all.count();
        }
    }

    /// What the journal has room for is acknowledged until it shows that there is none for files.
    @Test
    void refusesDeliveriesAndKeepsThoseItDidNot() throws IOException {
        UidSet acknowledged;
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            Mail.deliver(inbox, "before", Flags.NONE);
            disk.plan(FaultPlan.diskFull());
            await().until(() -> refuses(inbox));

            acknowledged = inbox.refresh().uids();
            for (Uid uid : acknowledged) {
                assertThat(Mail.content(inbox, uid)).isNotEmpty();
            }
            assertThat(files("tmp")).isZero();
            disk.plan(FaultPlan.HEALTHY);
            await().until(() -> files("new") == acknowledged.size());
            await().until(() -> !refuses(inbox));
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            assertThat(inbox(store).snapshot().uids())
                    .isEqualTo(UidSet.range(new Uid(1), new Uid(acknowledged.size() + 1)));
        }
    }

    private static boolean refuses(Mailbox inbox) throws IOException {
        try {
            Mail.deliver(inbox, "as long as possible", Flags.NONE);
            return false;
        } catch (NoSpaceException refused) {
            return true;
        }
    }

    @Test
    void canBeEmptied() throws IOException {
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            for (int i = 1; i <= MESSAGES; i++) {
                Mail.deliver(inbox, "message " + i, Flags.NONE);
            }
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox);

            for (int i = 1; i <= MESSAGES; i++) {
                inbox.expunge(UidSet.of(new Uid(i)));
            }

            assertThat(inbox.snapshot().uids().isEmpty()).isTrue();
            await().until(() -> files("new") + files("cur") == 0);
            disk.plan(FaultPlan.HEALTHY);
            assertThat(Mail.deliver(inbox, "after", Flags.NONE)).isEqualTo(new Uid(MESSAGES + 1));
        }
        try (MailStore store = store(new LinuxDisk(Durability.NONE))) {
            assertThat(inbox(store).snapshot().uids()).isEqualTo(UidSet.of(new Uid(MESSAGES + 1)));
        }
    }

    /// More at once than what is kept for that can tell of.
    @Test
    void canBeEmptiedAtOnce() throws IOException {
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(home.resolve("Maildir").resolve(part));
        }
        for (int i = 1; i <= MANY; i++) {
            Files.createFile(home.resolve("Maildir/cur/" + i + ".M" + i + ".h:2,"));
        }
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            UidSet all = inbox.refresh().uids();
            assertThat(all.size()).isEqualTo(MANY);
            disk.plan(FaultPlan.diskFull());
            useUpWhatIsLeft(inbox);

            inbox.expunge(all);

            assertThat(inbox.snapshot().uids().isEmpty()).isTrue();
            await().until(() -> files("cur") == 0);
        }
    }

    /// Changes flags until even that is refused.
    private static void useUpWhatIsLeft(Mailbox inbox) {
        Flags seen = Flags.of(SystemFlag.SEEN);
        UidSet first = UidSet.of(new Uid(1));
        assertThatThrownBy(
                        () -> {
                            while (true) {
                                inbox.changeFlags(first, FlagChange.add(seen));
                                inbox.changeFlags(first, FlagChange.remove(seen));
                            }
                        })
                .isInstanceOf(NoSpaceException.class);
    }

    @Test
    void opensWhatIsThere() throws IOException {
        try (MailStore store = store(disk)) {
            Mail.deliver(inbox(store), "before", Flags.of(SystemFlag.SEEN));
        }
        disk.plan(FaultPlan.diskFull());
        try (MailStore store = store(disk)) {
            Mailbox inbox = inbox(store);
            assertThat(Mail.content(inbox, new Uid(1))).isEqualTo(Ledger.Letter.bytes("before"));
            inbox.expunge(UidSet.of(new Uid(1)));
            await().until(() -> files("cur") == 0);
        }
    }
}

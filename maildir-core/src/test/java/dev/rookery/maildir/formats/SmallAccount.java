// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.formats;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// An account whose INBOX is for all mail, in which two messages were delivered, one flagged, one
/// expunged; the same to the last byte each time. Each step waits until what follows from it in the
/// background is done.
final class SmallAccount {
    static final int NO_CHECKPOINT = 1_000;

    /// As many as the steps lead to: the last one is that a file was removed.
    static final int CHECKPOINT_AT_THE_END = 10;

    private static final Path MAILDIR = Path.of("/anna");
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final int JOURNAL_HEADER_BYTES = 64;

    private final InstantSource clock = () -> NOW;
    private final SimulatedDisk disk = new SimulatedDisk(clock, 1);

    SmallAccount(int checkpointEntries) throws IOException {
        try (MailStore store =
                        StoreOnDisk.builder(disk, checkpointEntries, new Random(1))
                                .clock(clock)
                                .flagsToNames(Duration.ZERO)
                                .hostName("mx")
                                .build();
                Account account = store.open(new AccountLocation(MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            account.assign(inbox.name(), Set.of(SpecialUse.ALL));
            Uid first = deliver(inbox, "one");
            awaitEntries(1, 12);
            Uid second = deliver(inbox, "two");
            awaitEntries(2, 12);
            inbox.changeFlags(UidSet.of(first), FlagChange.add(Flags.of(SystemFlag.FLAGGED)));
            awaitEntries(1, 11);
            inbox.expunge(UidSet.of(second));
            if (checkpointEntries == NO_CHECKPOINT) {
                awaitEntries(1, 9);
            } else {
                await().until(() -> isThere("rookery.index") && !isThere("rookery.journal.1"));
            }
        }
    }

    private static Uid deliver(Mailbox mailbox, String subject) throws IOException {
        byte[] letter = ("Subject: " + subject + "\r\n\r\nHello.\r\n").getBytes(US_ASCII);
        try (Delivery delivery = mailbox.deliver(Flags.NONE, NOW)) {
            delivery.write(letter, 0, letter.length);
            return delivery.commit().uid();
        }
    }

    /// Waits until the journal has so many groups with nothing but an entry of that kind.
    private void awaitEntries(int count, int kind) {
        await().until(() -> JournalDump.groupsOf(bytes("rookery.journal.1"), kind) >= count);
    }

    private boolean isThere(String name) throws IOException {
        try (Directory account = disk.open(MAILDIR)) {
            return account.stat(name).isPresent();
        }
    }

    /// The only file whose name begins so.
    byte[] only(String prefix) throws IOException {
        try (Directory account = disk.open(MAILDIR)) {
            List<String> names =
                    account.list().stream()
                            .map(Directory.Entry::name)
                            .filter(name -> name.startsWith(prefix))
                            .toList();
            assertThat(names).hasSize(1);
            return bytes(names.getFirst());
        }
    }

    byte[] bytes(String name) throws IOException {
        try (Directory account = disk.open(MAILDIR);
                InputFile file = account.open(name)) {
            byte[] bytes = new byte[(int) file.stat().sizeBytes()];
            int got = file.read(0, bytes, 0, bytes.length);
            return Arrays.copyOf(bytes, Math.max(got, JOURNAL_HEADER_BYTES));
        }
    }
}

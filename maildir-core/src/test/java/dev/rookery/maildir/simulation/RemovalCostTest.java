// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of expunged messages that other programs removed first cost a few listings of the folder
/// in all, and do not keep the others from going.
@Timeout(60)
class RemovalCostTest {
    private static final int MESSAGES = 1_000;

    /// The last look at closing included.
    private static final int LISTINGS_MAX = 8;

    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
    private final FaultyDisk faulty = new FaultyDisk(disk);
    private final AtomicInteger listings = new AtomicInteger();

    private List<String> files() throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().stream().map(Directory.Entry::name).sorted().toList();
        }
    }

    private Optional<Fault> count(DiskCall call) {
        if (call.kind() == Kind.LIST && call.name().endsWith("cur")) {
            listings.incrementAndGet();
        }
        return Optional.empty();
    }

    /// @param removed by another program
    @ParameterizedTest
    @ValueSource(ints = {1, 500, MESSAGES - 1})
    void isAFewListings(int removed) throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 0; i < MESSAGES; i++) {
                Mail.deliver(inbox, "m" + i, Flags.of(SystemFlag.SEEN));
            }
            await().until(() -> files().size() == MESSAGES);
            try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
                for (String name : files().subList(0, removed)) {
                    cur.delete(name);
                }
            }
            faulty.plan(this::count);
            inbox.expunge(inbox.snapshot().uids());
            await().until(() -> files().isEmpty());
        }
        assertThat(listings.get()).isBetween(1, LISTINGS_MAX);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The kernel tells us of our own changes too: nobody has to look at what came of them, and another
/// program's change among them is seen all the same.
@Timeout(60)
class OwnRenamesTest {
    /// More than a watch remembers names.
    private static final int MESSAGES = 6_000;

    @TempDir private Path home;
    private final FaultyDisk disk = new FaultyDisk().watching();
    private final AtomicInteger listings = new AtomicInteger();

    private Optional<Fault> count(DiskCall call) {
        if (call.kind() == Kind.LIST && call.name().endsWith("cur")) {
            listings.incrementAndGet();
        }
        return Optional.empty();
    }

    @Test
    void areNoNews() throws IOException {
        Neighbour neighbour = new Neighbour(home);
        try (MailStore store =
                        StoreOnDisk.builder(disk)
                                .flagsToNames(Duration.ZERO)
                                .hostName("test")
                                .build();
                Account account = store.open(new AccountLocation(home))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 0; i < MESSAGES; i++) {
                neighbour.deliver("cur/" + i + ".theirs:2,", "theirs " + i);
            }
            UidSet all = inbox.refresh().uids();
            assertThat(all.size()).isEqualTo(MESSAGES);
            try (Subscription _ = inbox.subscribe(_ -> {})) {
                disk.plan(this::count);
                inbox.changeFlags(all, FlagChange.add(Flags.of(SystemFlag.SEEN)));
                List<Path> files = neighbour.files("cur");
                assertThat(files).hasSize(MESSAGES);
                assertThat(files).allSatisfy(file -> assertThat(file.toString()).endsWith(":2,S"));
                inbox.refresh();
                assertThat(listings).hasValue(0);
                assertThat(Neighbour.toggle(files.getFirst(), 'F')).isPresent();
                await().until(() -> inbox.snapshot().having(SystemFlag.FLAGGED).size() == 1);
                assertThat(listings).hasValue(0);
            }
            inbox.expunge(all);
            await().until(() -> neighbour.files("cur").isEmpty());
            inbox.refresh();
            assertThat(listings).hasValue(0);
        }
    }
}

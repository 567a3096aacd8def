// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A disk that will not remove the files of expunged messages now, but does later.
@Timeout(60)
@ExtendWith(QuietLog.class)
class RefusedRemovalTest {
    private final SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
    private final FaultyDisk faulty = new FaultyDisk(disk);

    private int files() throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().size();
        }
    }

    private static boolean removesMessage(DiskCall call) {
        return call.kind() == Kind.DELETE && call.name().contains(",S=");
    }

    /// Nothing else happens in the account meanwhile.
    @Test
    void isAskedAgain() throws IOException {
        try (MailStore store = StoreOnDisk.builder(faulty).hostName("h").build()) {
            Mailbox inbox =
                    store.open(new AccountLocation(Scenario.MAILDIR)).mailbox(MailboxName.INBOX);
            for (String subject : new String[] {"a", "b", "c"}) {
                Mail.deliver(inbox, subject, Flags.of(SystemFlag.SEEN));
            }
            await().until(() -> files() == 3);
            FaultPlan second = FaultPlan.nth(2, Fault.IO_ERROR);
            faulty.plan(call -> removesMessage(call) ? second.on(call) : Optional.empty());
            inbox.expunge(inbox.snapshot().uids());
            await().until(() -> files() == 0);
            assertThat(faulty.hit()).isPresent();
            Mail.deliver(inbox, "d", Flags.of(SystemFlag.SEEN));
            await().until(() -> files() == 1);
            AtomicInteger refusals = new AtomicInteger();
            faulty.plan(call -> {
                boolean refused = removesMessage(call) && refusals.incrementAndGet() > 0;
                return refused ? Optional.of(Fault.IO_ERROR) : Optional.empty();
            });
            inbox.expunge(inbox.snapshot().uids());
            await().until(() -> refusals.get() > 1);
            assertThat(files()).isEqualTo(1);
            faulty.plan(FaultPlan.HEALTHY);
            await().until(() -> files() == 0);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Whatever a power cut leaves of an account is what an opening goes on from: no examination calls
/// it wrong.
@Timeout(300)
@ExtendWith(QuietLog.class)
class DoctorCrashTest {
    private static final AccountLocation LOCATION =
            new AccountLocation(Path.of("/mail")).limitedTo(QuotaLimits.ofBytes(1L << 30));
    private static final MailboxName A = MailboxName.parse("A", '/');
    private static final MailboxName B = MailboxName.parse("B", '/');
    private static final int LARGE_BYTES = 70_000;
    private static final long SEED = 1;
    private static final int STATES = 1_500;

    /// So the states of one pass are spread over all of the life.
    private static final int EVERY = 5;

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));

    @Test
    void findsNothingWrongAfterAPowerCut() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        DiskLog log = disk.record();
        try (MailStore store = store(disk)) {
            live(store);
        }
        List<DiskEvent> events = log.events();
        CrashCheck.Restart begun =
                new CrashCheck.Restart(new DiskImage(), Expectation.atFirst(), events);
        CrashStates states = new CrashStates(begun, events, SEED, passed -> passed % EVERY == 0);
        var _ =
                states.visit(
                        STATES,
                        state -> {
                            SimulatedDisk left = new SimulatedDisk(state.image(), clock, SEED);
                            assertThat(faults(left)).as(state.describe()).isEmpty();
                            return true;
                        });
        System.out.printf("crash states examined: %d%n", states.count());
        assertThat(states.count()).isGreaterThan(100);
    }

    /// What is known of messages need not survive a power cut.
    private MailStore store(SimulatedDisk disk) {
        return StoreOnDisk.builder(disk, 3, Duration.ZERO)
                .clock(clock)
                .hostName("a")
                .cacheMessages(false)
                .build();
    }

    private List<String> faults(SimulatedDisk left) throws IOException {
        List<String> faults = new ArrayList<>();
        try (MailStore store = store(left)) {
            store.examine(
                    LOCATION,
                    finding -> {
                        if (finding.grade() == Finding.Grade.FAULT) {
                            faults.add(finding.toString());
                        }
                    });
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
        return faults;
    }

    private static void live(MailStore store) throws IOException {
        for (int day = 1; day <= 2; day++) {
            try (Account account = store.open(LOCATION)) {
                Mailbox inbox = account.mailbox(MailboxName.INBOX);
                Mailbox a = account.create(A);
                account.subscribe(A);
                for (Mailbox each : List.of(inbox, a)) {
                    Mail.deliver(each, "one " + day, Flags.NONE);
                    deliverLarge(each);
                    Mail.deliver(each, "three " + day, Flags.NONE);
                }
                Flags flags = Flags.of(List.of(SystemFlag.SEEN), List.of("Tea"));
                UidSet last = UidSet.of(a.snapshot().uids().last());
                a.changeFlags(last, FlagChange.add(flags));
                a.copy(last, inbox);
                a.move(last, inbox);
                inbox.expunge(UidSet.of(new Uid(day)));
                account.rename(A, B);
                account.delete(B);
                account.unsubscribe(A);
            }
        }
    }

    private static void deliverLarge(Mailbox mailbox) throws IOException {
        byte[] bytes = new byte[LARGE_BYTES];
        Arrays.fill(bytes, (byte) 'x');
        try (Delivery delivery = mailbox.deliver(Flags.NONE, Mail.DATE)) {
            delivery.write(bytes, 0, bytes.length);
            delivery.commit();
        }
    }
}

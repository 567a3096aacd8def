// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A process died with mail in its journal and a copy half made. Each call of the opening that
/// follows fails once: it opens all the same, or says why not, and whoever opens it next has
/// everything, in the same process or another.
@Timeout(300)
@ExtendWith(QuietLog.class)
class UnplacedSweepTest {
    private static final MailboxName WORK = MailboxName.parse("Work", '/');
    private static final List<MailboxName> BOTH = List.of(MailboxName.INBOX, WORK);
    private static final int CALLS_MAX = 2_000;

    private static final Map<MailboxName, List<String>> EVERYTHING =
            Map.of(
                    MailboxName.INBOX,
                    List.of("a", "b", "waits in INBOX"),
                    WORK,
                    List.of("a", "b", "waits in Work"));

    private static Account open(MailStore store) throws IOException {
        return store.open(new AccountLocation(Scenario.MAILDIR));
    }

    private static SimulatedDisk left() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(InstantSource.system(), 1);
        FaultyDisk process = new FaultyDisk(disk);
        FaultPlan second = FaultPlan.nth(2, Fault.DEATH);
        try (MailStore store = StoreOnDisk.builder(process).hostName("dying").build()) {
            Account account = open(store);
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Mailbox work = account.create(WORK);
            Mail.deliver(inbox, "a", Flags.NONE);
            Mail.deliver(inbox, "b", Flags.NONE);
            UidSet both = inbox.snapshot().uids();
            // Whatever is copied has its file by then.
            inbox.copy(both, work);
            work.expunge(work.snapshot().uids());
            process.plan(call -> {
                boolean makesMessage =
                        call.kind() == Kind.CREATE && Character.isDigit(call.name().charAt(0));
                if (makesMessage) {
                    return Optional.of(Fault.DENIED);
                }
                return call.kind() == Kind.LINK ? second.on(call) : Optional.empty();
            });
            Mail.deliver(inbox, "waits in INBOX", Flags.NONE);
            Mail.deliver(work, "waits in Work", Flags.NONE);
            assertThatThrownBy(() -> inbox.copy(both, work)).isInstanceOf(IOException.class);
        }
        process.die();
        return disk;
    }

    @ParameterizedTest
    @EnumSource
    void losesNothingWhateverCallFails(Fault fault) throws IOException {
        int n = 1;
        while (survives(fault, n)) {
            n++;
            assertThat(n).isLessThan(CALLS_MAX);
        }
        assertThat(n).isGreaterThan(fault == Fault.NAME_TAKEN ? 2 : 4);
    }

    /// Answers whether the fault was met at all.
    private static boolean survives(Fault fault, int n) throws IOException {
        SimulatedDisk disk = left();
        FaultyDisk process = new FaultyDisk(disk);
        process.plan(fault == Fault.READ_ONLY ? FaultPlan.from(n, fault) : FaultPlan.nth(n, fault));
        try (MailStore store = StoreOnDisk.builder(process).hostName("faulty").build()) {
            use(store);
            if (process.hit().isPresent() && fault != Fault.DEATH) {
                process.plan(FaultPlan.HEALTHY);
                assertThat(subjects(open(store))).as("in the same process").isEqualTo(EVERYTHING);
            }
            if (n % 2 == 0) {
                process.die();
            }
        } catch (AssertionError | RuntimeException | IOException broken) {
            throw new AssertionError("call %d, %s: %s".formatted(n, fault, process.hit()), broken);
        }
        process.die();
        assertThat(disk.open()).as("open after call %d, %s", n, fault).isEmpty();
        try (MailStore store = StoreOnDisk.builder(disk).hostName("healthy").build()) {
            assertThat(subjects(open(store)))
                    .as("after call %d, %s: %s", n, fault, process.hit())
                    .isEqualTo(EVERYTHING);
        }
        return process.hit().isPresent();
    }

    /// Reads what can be read.
    private static void use(MailStore store) {
        try {
            Account account = open(store);
            for (MailboxName name : BOTH) {
                readWhatCanBeRead(account, name);
            }
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static void readWhatCanBeRead(Account account, MailboxName name) {
        try {
            Mailbox mailbox = account.mailbox(name);
            for (Uid uid : mailbox.refresh().uids()) {
                assertThat(Mail.subject(mailbox, uid)).isIn(EVERYTHING.get(name));
            }
        } catch (IOException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private static Map<MailboxName, List<String>> subjects(Account account) throws IOException {
        Map<MailboxName, List<String>> subjects = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(name);
            List<String> found = new ArrayList<>();
            for (Uid uid : mailbox.refresh().uids()) {
                found.add(Mail.subject(mailbox, uid));
            }
            subjects.put(name, found.stream().sorted().toList());
        }
        return subjects;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// LIST with STATUS of every mailbox, right after opening: what was known at the end of the last
/// visit is read from one file, and asking the directories whether anything changed is all.
@Timeout(120)
class ManyFoldersTest {
    private static final String NOT_OF_FOLDERS =
            "rookery\\.(account|journal\\.[0-9]+)|dovecot-uidvalidity";
    private static final int FOLDERS = 1_000;
    private static final int LOOKING_CALLS_MAX = 20;

    /// Of those that are no looking, all together.
    private static final int CALLS_MAX = 50;

    private static final Set<Kind> LOOKING = EnumSet.of(Kind.STAT, Kind.OPEN_DIRECTORY, Kind.CLOSE);

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(1));
    private final SimulatedDisk disk = new SimulatedDisk(clock, 1);
    private final ConcurrentLinkedQueue<DiskCall> calls = new ConcurrentLinkedQueue<>();

    /// Making so many folders takes a million calls, of which nobody asks.
    private volatile boolean counts;

    @FunctionalInterface
    private interface Visit {
        void to(Account account) throws IOException;
    }

    /// An hour after the last one: all its marks are old enough to be believed.
    private void visit(Visit visit) throws IOException {
        clock.step(Duration.ofHours(1));
        FaultyDisk counted = new FaultyDisk(disk);
        counted.plan(call -> {
            if (counts) {
                calls.add(call);
            }
            return Optional.empty();
        });
        try (MailStore store =
                        StoreOnDisk.builder(counted)
                                .clock(clock)
                                .cacheMessages(false)
                                .hostName("h")
                                .build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            visit.to(account);
        }
    }

    private static MailboxName name(int folder) {
        return MailboxName.parse("Folder " + folder, '/');
    }

    private List<String> names(Set<Kind> kinds) {
        return calls.stream()
                .filter(call -> kinds.contains(call.kind()))
                .map(DiskCall::name)
                .toList();
    }

    @Test
    void areToldWithoutALookIntoAnyOfThem() throws IOException {
        visit(account -> {
            for (int i = 0; i < FOLDERS; i++) {
                Mailbox made = account.create(name(i));
                if (i % 10 == 0) {
                    Mail.deliver(made, "letter " + i, Flags.NONE);
                }
            }
        });
        visit(account -> {
            for (MailboxName name : account.mailboxes()) {
                account.mailbox(name).refresh();
            }
        });
        List<Long> messages = new ArrayList<>();
        counts = true;
        visit(account -> {
            for (MailboxName name : account.mailboxes()) {
                messages.add(account.status(name).messages());
            }
        });
        assertThat(messages).hasSize(FOLDERS + 1);
        assertThat(messages.stream().mapToLong(n -> n).sum()).isEqualTo(FOLDERS / 10);
        Set<Kind> others = EnumSet.complementOf(EnumSet.copyOf(LOOKING));
        assertThat(names(EnumSet.of(Kind.READ)))
                .contains("rookery.account")
                .allMatch(name -> name.matches(NOT_OF_FOLDERS));
        assertThat(names(EnumSet.of(Kind.LIST))).allMatch(name -> !name.contains("Folder"));
        assertThat(names(others)).hasSizeLessThan(CALLS_MAX);
        assertThat(calls.size()).isLessThan(FOLDERS * LOOKING_CALLS_MAX + 2 * CALLS_MAX);
    }
}

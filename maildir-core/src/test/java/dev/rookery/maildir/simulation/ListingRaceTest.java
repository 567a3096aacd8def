// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Another program renames messages in the middle of every listing: files are missing in it or
/// appear twice, but no message goes, and none gets a new UID.
class ListingRaceTest {
    private static final int MESSAGES = 60;
    private static final int LOOKS = 100;
    private static final int RENAMES_PER_LISTING = 5;
    private static final int RENAMES_OF_ONE = 20;
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);

    private final SimulatedClock clock = new SimulatedClock(Duration.ofMillis(7));
    private final Random random = new Random(SEED);
    private final AtomicBoolean racing = new AtomicBoolean();

    @Test
    void makesNoMessageGoOrComeAgain() throws IOException {
        race(new SimulatedDisk(clock, SEED));
    }

    @Test
    void makesNoneGoWhereTimesAreWholeSeconds() throws IOException {
        race(new SimulatedDisk(clock, SEED).withCoarseTimes());
    }

    /// The disk is another machine's, whose clock does not agree with ours.
    @ParameterizedTest
    @CsvSource({"PT1H, false", "PT1H, true", "PT-1H, false", "PT-1H, true"})
    void makesNoneGoWhereClocksDiffer(Duration ahead, boolean coarse) throws IOException {
        SimulatedDisk disk = new SimulatedDisk(() -> clock.instant().plus(ahead), SEED);
        race(coarse ? disk.withCoarseTimes() : disk);
    }

    @Test
    void believesADeletionThoughTheDiskWasSetBack() throws IOException {
        SimulatedClock ofDisk = new SimulatedClock(Duration.ofMillis(1));
        SimulatedDisk disk = new SimulatedDisk(ofDisk, SEED);
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
                cur.create("1.foreign:2,", Optional.empty()).close();
                assertThat(inbox.refresh().uids().size()).isEqualTo(1);
                cur.delete("1.foreign:2,");
            }
            ofDisk.step(Duration.ofHours(-1));
            assertThat(inbox.refresh().uids().size()).isEqualTo(1);
            assertThat(inbox.refresh().uids().size()).isEqualTo(1);
            clock.step(Duration.ofSeconds(3));
            var _ = inbox.refresh();
            assertThat(inbox.refresh().uids().isEmpty()).isTrue();
        }
    }

    private void race(SimulatedDisk disk) throws IOException {
        try (MailStore store = StoreOnDisk.builder(disk).clock(clock).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 0; i < MESSAGES; i++) {
                Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
            }
            UidSet all = inbox.refresh().uids();
            List<Change> comings = new CopyOnWriteArrayList<>();
            inbox.subscribe(change -> {
                if (!(change instanceof Change.FlagsChanged)) {
                    comings.add(change);
                }
            });
            disk.duringListings(() -> rename(disk));
            for (int look = 0; look < LOOKS; look++) {
                assertThat(inbox.refresh().uids()).isEqualTo(all);
            }
            disk.duringListings(() -> {});
            clock.step(Duration.ofMinutes(1));
            assertThat(inbox.refresh().uids()).isEqualTo(all);
            assertThat(comings).isEmpty();
        }
    }

    /// Files of expunged messages go, under whatever names they are found in the end; while none is
    /// found where it was, that does not make it new mail.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(60)
    void bringsNoExpungedMessageBack(boolean coarse) throws IOException {
        SimulatedClock slow = new SimulatedClock(Duration.ofNanos(1_000));
        SimulatedDisk plain = new SimulatedDisk(slow, SEED);
        SimulatedDisk disk = coarse ? plain.withCoarseTimes() : plain;
        try (MailStore store = StoreOnDisk.builder(disk).clock(slow).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            for (int i = 0; i < MESSAGES; i++) {
                Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
            }
            await().until(() -> files(disk) == MESSAGES);
            UidSet all = inbox.refresh().uids();
            UidSet gone = all.and(UidSet.range(all.first(), all.select(MESSAGES / 2)));
            disk.duringListings(() -> renameMany(disk));
            renameMany(disk);
            inbox.expunge(gone);
            await().until(() -> {
                slow.step(Duration.ofMillis(100));
                assertThat(inbox.refresh().uids()).isEqualTo(all.minus(gone));
                return files(disk) == MESSAGES - gone.size();
            });
            disk.duringListings(() -> {});
            slow.step(Duration.ofMinutes(1));
            assertThat(inbox.refresh().uids()).isEqualTo(all.minus(gone));
        }
    }

    /// Each time we open its file, the message has got another name just before.
    @Test
    void readsAMessageThatIsRenamedUnderOurHands() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(clock, SEED);
        FaultyDisk ours = new FaultyDisk(disk);
        try (MailStore store = StoreOnDisk.builder(ours).clock(clock).hostName("h").build();
                Account account = store.open(new AccountLocation(Scenario.MAILDIR))) {
            Mailbox inbox = account.mailbox(MailboxName.INBOX);
            Uid uid = Mail.deliver(inbox, "a", Flags.of(SystemFlag.SEEN));
            await().until(() -> files(disk) == 1);
            AtomicInteger left = new AtomicInteger(RENAMES_OF_ONE);
            ours.plan(call -> {
                boolean ofMessage =
                        call.kind() == DiskCall.Kind.OPEN && call.name().contains(":2,");
                if (ofMessage && left.getAndDecrement() > 0) {
                    rename(disk);
                }
                return Optional.empty();
            });
            assertThat(Mail.subject(inbox, uid)).isEqualTo("a");
            assertThat(left.get()).isNegative();
        }
    }

    private void renameMany(SimulatedDisk disk) {
        for (int i = 0; i < MESSAGES / RENAMES_PER_LISTING; i++) {
            rename(disk);
        }
    }

    private static int files(SimulatedDisk disk) throws IOException {
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            return cur.list().size();
        }
    }

    /// Toggles a flag in some names.
    private void rename(SimulatedDisk disk) {
        if (!racing.compareAndSet(false, true)) {
            return;
        }
        try (Directory cur = disk.open(Scenario.MAILDIR.resolve("cur"))) {
            List<Directory.Entry> entries = new ArrayList<>(cur.list());
            for (int i = 0; i < RENAMES_PER_LISTING && !entries.isEmpty(); i++) {
                String name = entries.remove(random.nextInt(entries.size())).name();
                boolean flagged = name.endsWith(":2,FS");
                String other = name.substring(0, name.indexOf(':')) + (flagged ? ":2,S" : ":2,FS");
                cur.rename(name, cur, other);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } finally {
            racing.set(false);
        }
    }
}

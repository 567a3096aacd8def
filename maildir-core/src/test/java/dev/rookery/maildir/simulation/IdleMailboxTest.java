// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static dev.rookery.maildir.StoreOnDisk.hasty;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Change;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Section;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.StoreOnDisk;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A mailbox nobody uses keeps no file open; whoever holds it does not notice.
class IdleMailboxTest {
    private static final MailboxName ARCHIVE = MailboxName.parse("Archive", '/');
    private static final MailboxName OLD = MailboxName.parse("Old", '/');

    @TempDir private Path maildir;
    @TempDir private Path elsewhere;

    private final List<DiskCall> calls = new CopyOnWriteArrayList<>();
    private MailStore store;
    private Account account;
    private Mailbox archive;

    @BeforeEach
    void openAMailbox() throws IOException {
        FaultyDisk disk = new FaultyDisk().watching();
        disk.plan(call -> {
            calls.add(call);
            return Optional.empty();
        });
        store = hasty(StoreOnDisk.builder(disk)).flagsToNames(Duration.ZERO).build();
        account = store.open(new AccountLocation(maildir));
        archive = account.create(ARCHIVE);
        deliver("first");
    }

    @AfterEach
    void close() {
        account.close();
        store.close();
    }

    private Uid deliver(String text) throws IOException {
        try (Delivery delivery = archive.deliver(Flags.NONE, Instant.EPOCH)) {
            byte[] bytes = "Subject: %s\r\n\r\n%s\r\n".formatted(text, text).getBytes(UTF_8);
            delivery.write(bytes, 0, bytes.length);
            return delivery.commit().uid();
        }
    }

    private long openDirectoriesOf(String folder) throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.filter(each -> target(each).startsWith(maildir.resolve(folder))).count();
        }
    }

    private static Path target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor);
        } catch (IOException closedMeanwhile) {
            return descriptor;
        }
    }

    private static boolean isListing(DiskCall call) {
        return call.kind() == DiskCall.Kind.LIST && !call.name().endsWith("/tmp");
    }

    private void awaitLetGo(String folder) {
        await().untilAsserted(() -> assertThat(openDirectoriesOf(folder + "/cur")).isZero());
    }

    /// No directory changed just before.
    private void awaitLetGoInPeace() throws IOException {
        awaitLetGo(".Archive");
        QuietDisk.await(maildir, elsewhere);
        var _ = archive.refresh();
        awaitLetGo(".Archive");
    }

    @Test
    void goesOnWhereItWas() throws IOException {
        awaitLetGo(".Archive");

        assertThat(deliver("second")).isEqualTo(new Uid(2));

        assertThat(archive.snapshot().uids()).hasToString("1:2");
        awaitLetGo(".Archive");
        assertThat(archive.snapshot().uids()).hasToString("1:2");
        archive.changeFlags(UidSet.of(new Uid(1)), FlagChange.add(Flags.of(SystemFlag.SEEN)));
        assertThat(archive.snapshot().having(SystemFlag.SEEN)).hasToString("1");
        archive.expunge(UidSet.of(new Uid(2)));
        assertThat(archive.snapshot().uids()).hasToString("1");
    }

    @Test
    void isNotListedWhenItIsOpenedAgain() throws IOException {
        awaitLetGoInPeace();
        calls.clear();

        assertThat(archive.refresh().uids()).hasToString("1");

        assertThat(calls).noneMatch(IdleMailboxTest::isListing);
    }

    @Test
    void isToldInNumbersWithoutBeingOpened() throws IOException {
        awaitLetGoInPeace();
        calls.clear();

        assertThat(account.status(ARCHIVE).messages()).isEqualTo(1);

        assertThat(calls).noneMatch(IdleMailboxTest::isListing);
    }

    @Test
    void showsWhatOthersDidMeanwhile() throws IOException {
        awaitLetGo(".Archive");
        Files.writeString(maildir.resolve(".Archive/new/1.foreign.host"), "Subject: new\n\nnew\n");

        assertThat(archive.refresh().uids()).hasToString("1:2");
    }

    @Test
    void tellsItsListenersOfWhatComesAfterwards() throws IOException {
        awaitLetGo(".Archive");
        List<Change> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = archive.subscribe(heard::add)) {
            Files.writeString(maildir.resolve(".Archive/new/1.foreign.host"), "Subject: n\n\nn\n");

            await().untilAsserted(() -> assertThat(heard).hasSize(1));
        }
        awaitLetGo(".Archive");
    }

    @Test
    void staysReadableInASnapshotTakenBefore() throws IOException {
        Snapshot before = archive.snapshot();
        long sizeBytes = before.sizeBytes(new Uid(1));
        awaitLetGo(".Archive");
        deliver("second");
        awaitLetGo(".Archive");

        assertThat(before.sizeBytes(new Uid(1))).isEqualTo(sizeBytes);
        assertThat(before.uids()).hasToString("1");
    }

    @Test
    void staysOpenForADeliveryUnderWay() throws IOException {
        byte[] bytes = new byte[200_000];
        try (Delivery delivery = archive.deliver(Flags.NONE, Instant.EPOCH)) {
            delivery.write(bytes, 0, bytes.length);
            var _ = account.create(OLD);
            awaitLetGo(".Old");
            delivery.write(bytes, 0, bytes.length);

            assertThat(delivery.commit().uid()).isEqualTo(new Uid(2));
        }
        awaitLetGo(".Archive");
    }

    @Test
    void isReadThroughAMessageOfBefore() throws IOException {
        try (var message = archive.message(new Uid(1))) {
            awaitLetGo(".Archive");

            assertThat(message.section(Section.WHOLE)).isPresent();
        }
    }

    @Test
    void hasItsNewNameAfterARename() throws IOException {
        awaitLetGo(".Archive");

        account.rename(ARCHIVE, OLD);

        assertThat(archive.name()).isEqualTo(OLD);
        assertThat(deliver("second")).isEqualTo(new Uid(2));
        assertThat(archive.name()).isEqualTo(OLD);
    }

    @Test
    void isNotThereAnyMoreAfterADelete() throws IOException {
        awaitLetGo(".Archive");

        account.delete(ARCHIVE);

        assertThatThrownBy(() -> deliver("second")).isInstanceOf(NoSuchMailboxException.class);
    }

    @Test
    void keepsItsUidsWhenItsIndexIsWrittenMeanwhile() throws IOException {
        for (int i = 0; i < 400; i++) {
            deliver("more");
        }
        awaitLetGo(".Archive");
        account.close();
        store.close();
        store = hasty(StoreOnDisk.builder(new FaultyDisk())).build();
        account = store.open(new AccountLocation(maildir));
        archive = account.mailbox(ARCHIVE);
        awaitLetGo(".Archive");

        assertThat(deliver("last")).isEqualTo(new Uid(402));
        assertThat(archive.snapshot().uids()).hasToString("1:402");
    }
}

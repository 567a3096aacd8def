// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.simulation.DiskCall;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAccountsTest {
    private static final AccountLocation ANNA = account("anna");
    private static final AccountLocation BEN = account("ben");
    private static final AccountLocation CORA = account("cora");

    @TempDir private Path home;

    private static AccountLocation account(String name) {
        return new AccountLocation(Path.of("/mail", name));
    }

    private Path file() {
        return home.resolve("state/open-accounts");
    }

    private OpenAccounts list(Disk disk) {
        return new OpenAccounts(disk, Optional.of(home.resolve("state")));
    }

    private OpenAccounts list() {
        return list(new LinuxDisk(Durability.NONE));
    }

    private List<AccountLocation> left() throws IOException {
        try (OpenAccounts next = list()) {
            return next.left();
        }
    }

    @Test
    void remembersWhatWasOpenedAndNotClosed() throws IOException {
        try (OpenAccounts list = list()) {
            assertThat(list.left()).isEmpty();
            list.opened(ANNA);
            list.opened(BEN);
            list.opened(CORA);
            list.closed(ANNA);
            list.closed(ANNA);
            list.closed(CORA);
            list.opened(CORA);
            assertThat(list.left()).as("of an earlier process").isEmpty();
        }
        assertThat(left()).containsExactly(BEN, CORA);
        assertThat(left()).containsExactly(BEN, CORA);
    }

    @Test
    void forgetsWhatWasFinished() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(ANNA);
            list.opened(BEN);
        }
        try (OpenAccounts list = list()) {
            assertThat(list.left()).containsExactly(ANNA, BEN);
            list.opened(ANNA);
            list.closed(ANNA);
            assertThat(list.left()).containsExactly(BEN);
        }
        assertThat(left()).containsExactly(BEN);
    }

    @Test
    void forgetsNothingThatWasOpenedSince() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(ANNA);
            list.opened(BEN);
        }
        try (OpenAccounts list = list()) {
            assertThat(list.left()).containsExactly(ANNA, BEN);
            list.opened(BEN);
            list.forget(ANNA);
            list.forget(BEN);
            assertThat(list.left()).isEmpty();
        }
        assertThat(left()).containsExactly(BEN);
    }

    @Test
    void isNothingWithoutAPlace() throws IOException {
        try (OpenAccounts list =
                new OpenAccounts(new LinuxDisk(Durability.NONE), Optional.empty())) {
            list.opened(ANNA);
            list.closed(ANNA);
            assertThat(list.left()).isEmpty();
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void passesOverHalfALine() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(ANNA);
        }
        String half = new OpenAccountLine(false, ANNA).text();
        Files.writeString(file(), half, StandardOpenOption.APPEND);
        assertThat(left()).containsExactly(ANNA);
        try (OpenAccounts list = list()) {
            list.opened(BEN);
        }
        assertThat(left()).containsExactly(ANNA, BEN);
    }

    @Test
    void readsWhatIsSoundOfADamagedFile() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(ANNA);
            list.opened(BEN);
        }
        String damaged = Files.readString(file()).replace("anna", "anne");
        Files.writeString(file(), damaged);
        assertThat(left()).containsExactly(BEN);
    }

    @Test
    void refusesALaterVersionByName() throws IOException {
        Files.createDirectories(home.resolve("state"));
        Files.writeString(file(), "rookery open accounts 2\n? new\n");
        assertThatThrownBy(this::left)
                .hasMessageContaining("open-accounts: written in format 2 by a later version");
        assertThat(file()).hasContent("rookery open accounts 2\n? new\n");
    }

    @Test
    void isKeptByOneProcess() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(ANNA);
            assertThatThrownBy(this::left).hasMessageContaining("another process keeps its list");
            list.opened(BEN);
        }
        assertThat(left()).containsExactly(ANNA, BEN);
    }

    @Test
    void isWrittenAnewWhereAForceFailed() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (OpenAccounts list = list(disk)) {
            list.opened(ANNA);
            disk.plan(FaultPlan.nth(1, Fault.IO_ERROR));
            list.opened(BEN);
        }
        assertThat(left()).containsExactly(ANNA, BEN);
    }

    @Test
    void saysWhenItCannotBeWrittenAndGoesOnLater() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (OpenAccounts list = list(disk)) {
            list.opened(ANNA);
            disk.plan(FaultPlan.diskFull());
            assertThatThrownBy(() -> list.opened(BEN)).isInstanceOf(IOException.class);
            disk.plan(FaultPlan.HEALTHY);
            list.closed(ANNA);
            list.opened(BEN);
            list.opened(CORA);
        }
        assertThat(left()).containsExactly(BEN, CORA);
    }

    @Test
    void sharesForces() throws Exception {
        AtomicInteger forces = new AtomicInteger();
        CountDownLatch stuck = new CountDownLatch(1);
        FaultyDisk disk = new FaultyDisk();
        List<Thread> threads = new ArrayList<>();
        try (OpenAccounts list = list(disk)) {
            assertThat(list.left()).isEmpty();
            disk.plan(call -> {
                if (call.kind() == DiskCall.Kind.FORCE && forces.incrementAndGet() == 1) {
                    waitFor(stuck);
                }
                return Optional.empty();
            });
            for (int i = 0; i < 50; i++) {
                AccountLocation account = account("a" + i);
                threads.add(Thread.ofPlatform().start(() -> open(list, account)));
            }
            await().until(() ->
                    threads.stream().allMatch(each -> each.getState() == Thread.State.WAITING));
            stuck.countDown();
            for (Thread each : threads) {
                each.join();
            }
        }
        assertThat(left()).hasSize(50);
        assertThat(forces).as("one that waited, and one for all others").hasValue(2);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void open(OpenAccounts list, AccountLocation account) {
        try {
            list.opened(account);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Test
    void doesNotGrow() throws IOException {
        try (OpenAccounts list = list()) {
            list.opened(BEN);
            for (int i = 0; i < 20_000; i++) {
                list.opened(ANNA);
                list.closed(ANNA);
            }
            assertThat(Files.size(file())).isLessThan(1_200_000);
        }
        assertThat(left()).containsExactly(BEN);
        assertThat(Files.size(file())).isLessThan(200);
    }
}

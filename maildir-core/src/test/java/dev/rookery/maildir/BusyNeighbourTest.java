// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.simulation.Mail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Another program works in the same Maildir at full speed.
@Timeout(120)
class BusyNeighbourTest {
    private static final int MESSAGES = 400;
    private static final int CHANGES = 3_000;
    private static final long SEED = 20_260_101;

    @TempDir private Path home;
    private MailStore store;
    private Mailbox inbox;

    @BeforeEach
    void open() throws IOException {
        store =
                MailStore.builder()
                        .durability(Durability.PROCESS)
                        .flagsToNames(Duration.ofMillis(20))
                        .hostName("test")
                        .build();
        inbox = store.open(new AccountLocation(home)).mailbox(MailboxName.INBOX);
        for (int i = 0; i < MESSAGES; i++) {
            Mail.deliver(inbox, "message " + i, Flags.of(SystemFlag.DRAFT));
        }
        await().until(() -> files().size() == MESSAGES);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> cur = Files.list(home.resolve("cur"));
                Stream<Path> fresh = Files.list(home.resolve("new"))) {
            return Stream.concat(cur, fresh).toList();
        }
    }

    /// Gives a file a name with other flags; it may have been renamed meanwhile.
    private static void flip(Path file, char flag) throws IOException {
        String name = file.toString();
        int info = name.indexOf(":2,");
        Set<Character> letters = new HashSet<>();
        name.substring(info + 3).chars().forEach(c -> letters.add((char) c));
        if (!letters.remove(flag)) {
            letters.add(flag);
        }
        StringBuilder flags = new StringBuilder();
        letters.stream().sorted().forEach(flags::append);
        try {
            Files.move(file, Path.of(name.substring(0, info + 3) + flags));
        } catch (NoSuchFileException renamed) {
            return;
        }
    }

    private Thread neighbour(int changes, AtomicReference<Throwable> trouble) {
        return Thread.ofPlatform()
                .start(() -> {
                    Random random = new Random(SEED);
                    try {
                        for (int i = 0; i < changes; i++) {
                            List<Path> files = files();
                            for (int n = 0; n < 20; n++, i++) {
                                flip(files.get(random.nextInt(files.size())), 'S');
                            }
                        }
                    } catch (IOException | RuntimeException failed) {
                        trouble.set(failed);
                    }
                });
    }

    @Test
    void losesNothingAndExpungesNothing() throws Exception {
        List<Change> expunged = new CopyOnWriteArrayList<>();
        AtomicReference<Throwable> trouble = new AtomicReference<>();
        try (Subscription _ =
                inbox.subscribe(change -> {
                    if (change instanceof Change.Expunged) {
                        expunged.add(change);
                    }
                })) {
            Thread neighbour = neighbour(CHANGES, trouble);
            Random random = new Random(SEED + 1);
            Set<Uid> flagged = new HashSet<>();
            while (neighbour.isAlive()) {
                Uid uid = new Uid(1 + random.nextInt(MESSAGES));
                boolean add = flagged.add(uid) || !flagged.remove(uid);
                Flags flag = Flags.of(SystemFlag.FLAGGED);
                inbox.changeFlags(
                        UidSet.of(uid), add ? FlagChange.add(flag) : FlagChange.remove(flag));
                inbox.refresh();
            }
            neighbour.join();
            assertThat(trouble.get()).isNull();
            await().untilAsserted(() -> assertFilesSayWhatWeSay(flagged));
        }
        assertThat(expunged).as("seed %s", SEED).isEmpty();
    }

    private void assertFilesSayWhatWeSay(Set<Uid> flagged) throws IOException {
        Snapshot snapshot = inbox.refresh();
        assertThat(snapshot.uids()).isEqualTo(UidSet.range(new Uid(1), new Uid(MESSAGES)));
        List<String> names = files().stream().map(Path::toString).toList();
        assertThat(names).hasSize(MESSAGES);
        List<Uid> ours = new ArrayList<>();
        snapshot.having(SystemFlag.FLAGGED).forEach(ours::add);
        assertThat(ours).containsExactlyInAnyOrderElementsOf(flagged);
        for (SystemFlag flag : List.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.DRAFT)) {
            long shown =
                    names.stream()
                            .filter(name -> name.indexOf(flag.letter(), name.indexOf(":2,")) > 0)
                            .count();
            assertThat(shown).as("names with %s", flag).isEqualTo(snapshot.having(flag).size());
        }
    }

    @Test
    void takesInWhatItDeliversAndForgetsWhatItDeletes() throws Exception {
        Random random = new Random(SEED);
        Set<Uid> ours = new HashSet<>();
        for (int round = 0; round < 100; round++) {
            String name = round + ".neighbour";
            Files.writeString(home.resolve("tmp/" + name), "Subject: x\n\n" + round + "\n");
            Files.move(home.resolve("tmp/" + name), home.resolve("new/" + name));
            List<Path> files = files();
            Files.delete(files.get(random.nextInt(files.size())));
            ours.add(Mail.deliver(inbox, "ours " + round, Flags.of(SystemFlag.DRAFT)));
            inbox.refresh();
        }
        await().untilAsserted(() -> {
            Snapshot snapshot = inbox.refresh();
            assertThat(snapshot.uids().size()).isEqualTo(files().size()).isEqualTo(MESSAGES + 100);
        });
        for (Uid uid : inbox.snapshot().uids()) {
            assertThat(Mail.content(inbox, uid)).isNotEmpty();
        }
        assertThat(ours).hasSize(100);
    }
}

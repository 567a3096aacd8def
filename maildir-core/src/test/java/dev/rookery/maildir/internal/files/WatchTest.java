// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.WatchListener.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    @TempDir private Path home;
    private Directory root;

    /// What a listener hears, as text.
    private static final class Heard implements WatchListener {
        private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Integer> cookies = new ConcurrentLinkedQueue<>();

        @Override
        public void event(What what, byte[] name, int length, int cookie) {
            if (cookie != 0) {
                cookies.add(cookie);
            }
            events.add(
                    length == 0 ? what.name() : what + " " + EntryName.description(name, length));
        }

        void awaitLast(String event) {
            awaitThat(() -> events.contains(event));
        }
    }

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.NONE).open(home);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().dontCatchUncaughtExceptions()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(condition);
    }

    private static Set<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rookery-watch"))
                .collect(Collectors.toSet());
    }

    private static Watch watch(Directory directory, WatchListener listener) throws IOException {
        return directory.watch(listener).orElseThrow();
    }

    private void create(Directory directory, String name) throws IOException {
        directory.create(name, Optional.empty()).close();
    }

    @Test
    void tellsWhatHappensInOrder() throws IOException {
        Heard heard = new Heard();
        try (Watch _ = watch(root, heard)) {
            create(root, "a");
            root.link("a", root, "b");
            root.rename("a", root, "c");
            root.delete("b");
            Files.setPosixFilePermissions(
                    home.resolve("c"), PosixFilePermissions.fromString("rw-r-----"));
            root.createDirectory("d", Optional.empty()).close();
            root.deleteDirectory("d");
            heard.awaitLast("DELETED d");
        }
        assertThat(heard.events)
                .containsExactly(
                        "CREATED a",
                        "MODIFIED a",
                        "CREATED b",
                        "MOVED_OUT a",
                        "MOVED_IN c",
                        "DELETED b",
                        "MODIFIED c",
                        "CREATED d",
                        "DELETED d");
    }

    @Test
    void pairsBothSidesOfARename() throws IOException {
        Heard fresh = new Heard();
        Heard cur = new Heard();
        try (Directory from = root.createDirectory("new", Optional.empty());
                Directory to = root.createDirectory("cur", Optional.empty());
                Watch _ = watch(from, fresh);
                Watch _ = watch(to, cur)) {
            for (int i = 0; i < 100; i++) {
                create(from, "mail" + i);
                from.rename("mail" + i, to, "mail" + i + ":2,");
                to.rename("mail" + i + ":2,", to, "mail" + i + ":2,S");
            }
            cur.awaitLast("MOVED_IN mail99:2,S");
        }
        List<Integer> moved = List.copyOf(cur.cookies);
        List<Integer> between = new ArrayList<>();
        for (int i = 0; i < 300; i += 3) {
            between.add(moved.get(i));
            assertThat(moved.get(i + 1)).isEqualTo(moved.get(i + 2)).isNotEqualTo(moved.get(i));
        }
        assertThat(fresh.cookies).containsExactlyElementsOf(between);
        assertThat(between).doesNotHaveDuplicates();
    }

    @Test
    void losesNothingOfManyEvents() throws Exception {
        int count = 50_000;
        AtomicInteger next = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        try (Watch _ =
                watch(
                        root,
                        (what, name, length, _) -> {
                            // Of each file: created, closed, deleted.
                            int i = next.getAndIncrement();
                            What due =
                                    List.of(What.CREATED, What.MODIFIED, What.DELETED).get(i % 3);
                            String text = EntryName.description(name, length);
                            if (what != due || !text.equals("f" + i / 3)) {
                                wrong.incrementAndGet();
                            }
                        })) {
            for (int i = 0; i < count / 3; i++) {
                create(root, "f" + i);
                root.delete("f" + i);
            }
            awaitThat(() -> next.get() == count / 3 * 3);
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void tellsEverybodyThatEventsWereLost() throws Exception {
        int events =
                Integer.parseInt(
                                Files.readString(Path.of("/proc/sys/fs/inotify/max_queued_events"))
                                        .strip())
                        + 10_000;
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Heard heard = new Heard();
        Heard other = new Heard();
        WatchListener slow =
                (what, name, length, cookie) -> {
                    reading.countDown();
                    awaitUninterruptibly(go);
                    heard.event(what, name, length, cookie);
                };
        try (Directory elsewhere = root.createDirectory("elsewhere", Optional.empty());
                Directory busy = root.createDirectory("busy", Optional.empty());
                Watch _ = watch(busy, slow);
                Watch _ = watch(elsewhere, other)) {
            create(busy, "first");
            reading.await();
            for (int i = 0; i < events / 2; i++) {
                busy.rename("first", busy, "second");
                busy.rename("second", busy, "first");
            }
            go.countDown();
            other.awaitLast("OVERFLOW");
            heard.awaitLast("OVERFLOW");
            create(elsewhere, "after");
            other.awaitLast("CREATED after");
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException nobodyDoes) {
            throw new AssertionError(nobodyDoes);
        }
    }

    @Test
    void tellsNothingToWhoHasClosed() throws Exception {
        try (Directory busy = root.createDirectory("busy", Optional.empty());
                Watch _ = watch(root, new Heard())) {
            Thread storm =
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    create(busy, "a");
                                    while (!Thread.currentThread().isInterrupted()) {
                                        busy.rename("a", busy, "b");
                                        busy.rename("b", busy, "a");
                                    }
                                } catch (IOException failed) {
                                    throw new AssertionError(failed);
                                }
                            });
            for (int i = 0; i < 300; i++) {
                CountDownLatch some = new CountDownLatch(3);
                AtomicInteger calls = new AtomicInteger();
                AtomicInteger late = new AtomicInteger();
                boolean[] closed = new boolean[1];
                Object oneAtATime = new Object();
                Watch watch =
                        watch(
                                busy,
                                (_, _, _, _) -> {
                                    synchronized (oneAtATime) {
                                        calls.incrementAndGet();
                                        if (closed[0]) {
                                            late.incrementAndGet();
                                        }
                                    }
                                    some.countDown();
                                });
                some.await();
                watch.close();
                watch.close();
                synchronized (oneAtATime) {
                    closed[0] = true;
                }
                assertThat(late.get()).isLessThanOrEqualTo(1);
                assertThat(calls.get()).isGreaterThanOrEqualTo(3);
            }
            storm.interrupt();
            storm.join();
        }
    }

    @Test
    void servesManyDirectoriesAtOnce() throws Exception {
        int count = 2_000;
        List<Directory> directories = new ArrayList<>();
        List<Watch> watches = new ArrayList<>();
        List<Heard> heard = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            try (Directory each = root.createDirectory("d" + i, Optional.empty())) {
                Heard listener = new Heard();
                watches.add(watch(each, listener));
                heard.add(listener);
            }
            directories.add(root.openDirectory("d" + i));
        }
        for (int i = 0; i < count; i++) {
            create(directories.get(i), "in" + i);
        }
        for (int i = 0; i < count; i++) {
            heard.get(i).awaitLast("MODIFIED in" + i);
            assertThat(heard.get(i).events).containsExactly("CREATED in" + i, "MODIFIED in" + i);
            watches.get(i).close();
            directories.get(i).close();
        }
    }

    @Test
    void tellsAllWhoWatchTheSame() throws IOException {
        Heard first = new Heard();
        Heard second = new Heard();
        try (Watch _ = watch(root, first)) {
            try (Directory again = root.createDirectory("d", Optional.empty());
                    Watch _ = watch(again, second)) {
                Watch watch = watch(again, first);
                create(again, "both");
                second.awaitLast("MODIFIED both");
                first.awaitLast("MODIFIED both");
                watch.close();
                create(again, "one");
                second.awaitLast("MODIFIED one");
            }
            assertThat(first.events).doesNotContain("CREATED one");
        }
    }

    @Test
    void tellsWhenTheDirectoryMovesOrGoes() throws IOException {
        Heard heard = new Heard();
        Directory watched = root.createDirectory("d", Optional.empty());
        try (Watch _ = watch(watched, heard)) {
            root.rename("d", root, "e");
            create(watched, "still");
            heard.awaitLast("MODIFIED still");
            watched.delete("still");
            watched.close();
            root.deleteDirectory("e");
            heard.awaitLast("ENDED");
        }
        assertThat(heard.events)
                .containsExactly(
                        "SELF_MOVED", "CREATED still", "MODIFIED still", "DELETED still", "ENDED");
    }

    @Test
    void endsItsThreadWithTheLastWatch() throws IOException {
        Set<Thread> before = readers();
        for (int i = 0; i < 20; i++) {
            Heard heard = new Heard();
            try (Watch _ = watch(root, new Heard());
                    Watch _ = watch(root, heard)) {
                create(root, "f" + i);
                heard.awaitLast("CREATED f" + i);
            }
        }
        awaitThat(() -> before.containsAll(readers()));
    }

    @Test
    void hasTheBytesOfWhatItCannotName() throws Exception {
        List<Optional<String>> names = new ArrayList<>();
        CountDownLatch all = new CountDownLatch(2);
        try (Watch _ =
                watch(
                        root,
                        (what, name, length, _) -> {
                            if (what == What.CREATED) {
                                names.add(EntryName.text(name, length));
                                all.countDown();
                            }
                        })) {
            Process process =
                    new ProcessBuilder("sh", "-c", ": > \"$(printf 'b\\377d')\"; : > é")
                            .directory(home.toFile())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            all.await();
        }
        assertThat(names).containsExactly(Optional.empty(), Optional.of("é"));
    }

    @Test
    void leavesNobodyWaitingWhenTheReaderDies() throws IOException {
        Heard heard = new Heard();
        AtomicInteger calls = new AtomicInteger();
        WatchListener fatal =
                (_, _, _, _) -> {
                    if (calls.incrementAndGet() == 1) {
                        throw new AssertionError("an error, as lack of memory would be one");
                    }
                };
        try (Directory busy = root.createDirectory("busy", Optional.empty());
                Watch _ = watch(busy, fatal);
                Watch _ = watch(root, heard)) {
            create(busy, "a");
            heard.awaitLast("ENDED");
            Heard next = new Heard();
            try (Watch _ = watch(root, next)) {
                create(root, "b");
                next.awaitLast("CREATED b");
            }
        }
        assertThat(heard.events).containsExactly("ENDED");
    }

    @Test
    void goesOnAfterAListenerThrows() throws IOException {
        Heard heard = new Heard();
        WatchListener broken =
                (what, name, length, cookie) -> {
                    heard.event(what, name, length, cookie);
                    throw new IllegalStateException("a listener's bug");
                };
        try (Watch _ = watch(root, broken)) {
            create(root, "a");
            heard.awaitLast("MODIFIED a");
        }
        assertThat(heard.events).containsExactly("CREATED a", "MODIFIED a");
    }
}

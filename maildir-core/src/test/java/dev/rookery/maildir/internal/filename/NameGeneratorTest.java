// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.filename;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.sync.Found;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameGeneratorTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.000042Z");
    private static final int THREADS = 64;
    private static final int NAMES_PER_THREAD = Integer.getInteger("rookery.clock.names", 3_000);

    @Test
    void saysTimeProcessCountAndHost() {
        NameGenerator names =
                new NameGenerator("mx1.example.org", 0xABCL, InstantSource.fixed(NOON));

        assertThat(names.next().text())
                .isEqualTo("1795262400.M000042R0000000000000abcQ1.mx1.example.org");
        assertThat(names.next().text())
                .isEqualTo("1795262400.M000043R0000000000000abcQ2.mx1.example.org");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b:c  | a\\057b\\072c",
                "a,S=1  | a\\054S=1",
                "a\\b | a\\134b",
                "ü      | \\303\\274",
                "'a b'  | a\\040b",
                "''     | localhost",
            })
    void escapesWhatMeansSomethingInAFileName(String host, String escaped) {
        MessageFileName name = new NameGenerator(host, 0, InstantSource.fixed(NOON)).next();

        assertThat(name.text()).endsWith("Q1." + escaped);
        assertThat(name.diskBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\n", "/", ":", "ü", "x"})
    void leavesRoomForSizesAndFlagsWhateverTheHost(String host) {
        NameGenerator names = new NameGenerator(host.repeat(5_000), -1, InstantSource.fixed(NOON));

        MessageFileName name = names.next().withSizes(Long.MAX_VALUE, Long.MAX_VALUE);

        assertThat(name.with(Set.of(), "abcdefghijklmnopqrstuvwxyz")).isPresent();
    }

    @Test
    void sortsABurstAsItWasMade() {
        NameGenerator names = new NameGenerator("host", 7, InstantSource.fixed(NOON));
        List<Found> made = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            made.add(new Found(names.next(), true));
        }

        assertThat(Found.sorted(made.reversed())).isEqualTo(made);
    }

    @Test
    void followsAClockThatIsSetBack() {
        MovableClock clock = new MovableClock();
        NameGenerator names = new NameGenerator("host", 7, clock);
        names.next();
        clock.micros.addAndGet(-3_600_000_000L);

        assertThat(names.next().text()).startsWith("1795258800.M000042R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void survivesAnyClock(String time) {
        Instant instant = Instant.parse(time);
        NameGenerator names = new NameGenerator("host", 7, InstantSource.fixed(instant));

        assertThat(names.next()).isNotEqualTo(names.next());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, -3_600_000_000L, 31_536_000_000_000L})
    void neverRepeatsANameWhateverTheClockDoes(long stepMicros) throws Exception {
        MovableClock clock = new MovableClock();
        NameGenerator names = new NameGenerator("host", 7, clock);
        long[] seen = new long[THREADS * NAMES_PER_THREAD];
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean forth = i % 2 == 0;
                int first = i * NAMES_PER_THREAD;
                running.add(
                        threads.submit(() -> {
                            for (int n = 0; n < NAMES_PER_THREAD; n++) {
                                clock.micros.addAndGet(forth ? stepMicros : -stepMicros);
                                seen[first + n] = hash(names.next().text());
                            }
                        }));
            }
            for (Future<?> thread : running) {
                thread.get();
            }
        }

        Arrays.parallelSort(seen);
        for (int i = 1; i < seen.length; i++) {
            if (seen[i] == seen[i - 1]) {
                throw new AssertionError("a name came twice");
            }
        }
    }

    /// Two of ten million names have the same one by chance once in some hundred thousand runs.
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    @Test
    void tellsProcessesApart() {
        InstantSource clock = InstantSource.fixed(NOON);

        assertThat(new NameGenerator("host", 1, clock).next())
                .isNotEqualTo(new NameGenerator("host", 2, clock).next());
    }

    private static final class MovableClock implements InstantSource {
        private final AtomicLong micros = new AtomicLong(NOON.getEpochSecond() * 1_000_000 + 42);

        @Override
        public Instant instant() {
            long now = micros.get();
            return Instant.ofEpochSecond(
                    Math.floorDiv(now, 1_000_000L), Math.floorMod(now, 1_000_000L) * 1_000L);
        }
    }
}

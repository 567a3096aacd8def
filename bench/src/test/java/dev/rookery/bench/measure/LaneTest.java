// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final HostNoise HOST = new HostNoise(1, 2, 3);
    private final List<String> calls = new ArrayList<>();
    private int glances;

    /// Needs three glances to settle.
    private final Trial trial =
            new Trial() {
                @Override
                public void prepare() {
                    calls.add("prepare");
                }

                @Override
                public void work(Meter meter) throws IOException {
                    meter.time(() -> calls.add("work"));
                }

                @Override
                public boolean drained() {
                    return ++glances % 3 == 0;
                }

                @Override
                public void check() {
                    calls.add("check");
                }
            };

    /// Uses no processor time.
    private static Process quiet;

    @BeforeAll
    static void startServer() throws IOException {
        quiet = new ProcessBuilder("sleep", "600").start();
    }

    @AfterAll
    static void stopServer() {
        quiet.destroyForcibly();
    }

    private static Lane lane(Trial of) {
        return new Lane("it", Unit.MILLISECONDS, of, () -> new ProcessTree(quiet.toHandle()));
    }

    @Test
    void aRoundIsPreparedWorkedDrainedAndChecked() throws IOException {
        Lane lane = lane(trial);
        lane.warmUp(Duration.ZERO);
        lane.round(Duration.ZERO, HOST);
        ContenderResult result = lane.result();
        assertThat(calls).containsExactly("prepare", "work", "check", "prepare", "work", "check");
        assertThat(result.rounds())
                .singleElement()
                .satisfies(round -> {
                    assertThat(round.operations()).isEqualTo(1);
                    assertThat(round.drainedSeconds()).isGreaterThan(round.seconds());
                    assertThat(round.drainedValue()).isGreaterThan(round.value());
                    assertThat(round.pssKilobytes()).isPositive();
                    assertThat(round.host()).isEqualTo(HOST);
                });
        assertThat(result.latencies().count()).isEqualTo(1);
    }

    @Test
    void aWrongAnswerHasNoFigure() {
        Lane lane = lane(meter -> WrongAnswerException.require(1, 2, "messages"));
        assertThatThrownBy(() -> lane.round(Duration.ZERO, HOST))
                .isInstanceOf(WrongAnswerException.class)
                .hasMessage("2 messages instead of 1");
        assertThat(lane.result().rounds()).isEmpty();
    }

    /// The lane's own clock starts between the answer and the first glance.
    @Test
    void whatIsLeftLastsUntilTheBeginningOfTheGlanceThatFoundItDone() throws IOException {
        Glances seen = new Glances(3, 30);
        Lane lane = lane(seen);
        lane.round(Duration.ZERO, HOST);
        Round round = lane.result().rounds().getFirst();
        long pauseNanosMin = 100_000_000;
        assertThat(Math.round((round.drainedSeconds() - round.seconds()) * 1e9))
                .isGreaterThan(seen.begunNanos(1) + pauseNanosMin - seen.begunNanos(0))
                .isLessThan(seen.begunNanos(2) - seen.answeredNanos);
    }

    @Test
    void nothingIsLeftIfTheFirstGlanceFindsNothing() throws IOException {
        Lane lane = lane(new Glances(1, 0));
        lane.round(Duration.ZERO, HOST);
        assertThat(lane.result().rounds())
                .singleElement()
                .satisfies(round -> {
                    assertThat(round.drainedSeconds()).isEqualTo(round.seconds());
                    assertThat(round.drainedValue()).isEqualTo(round.value());
                });
    }

    /// Drained at one of its glances, each of which takes a while.
    private static final class Glances implements Trial {
        private final int enough;
        private final long eachMillis;
        private final List<Long> begunNanos = new ArrayList<>();
        private long answeredNanos;

        Glances(int enough, long eachMillis) {
            this.enough = enough;
            this.eachMillis = eachMillis;
        }

        @Override
        public void work(Meter meter) throws IOException {
            meter.time(() -> {});
            answeredNanos = System.nanoTime();
        }

        @Override
        public boolean drained() {
            long begun = System.nanoTime();
            begunNanos.add(begun);
            while (System.nanoTime() - begun < eachMillis * 1_000_000) {
                Thread.onSpinWait();
            }
            return begunNanos.size() >= enough;
        }

        long begunNanos(int nth) {
            return begunNanos.get(nth);
        }
    }
}

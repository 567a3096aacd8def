// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.contender.Certificate;
import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.BoxFacts;
import dev.rookery.bench.corpus.Shape;
import dev.rookery.bench.measure.Meter;
import dev.rookery.bench.measure.Trial;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.result.Unit;
import dev.rookery.bench.scenario.Facts;
import dev.rookery.bench.scenario.Scenario;
import dev.rookery.bench.scenario.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatTest {
    private static final HostNoise QUIET = new HostNoise(1, 1, 1);
    private static final Facts FACTS =
            new Facts("s", "S", "G", Unit.PER_SECOND, 0, "", 0, Set.of("IDLE"), 0);

    @TempDir Path directory;
    private final List<String> printed = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private Cleanup cleanup;
    private Site site;

    @BeforeEach
    void make() throws IOException {
        cleanup = new Cleanup(() -> {});
        TlsClient tls = TlsClient.trusting(Certificate.make(directory).chain());
        Box box = new Box("small-1", 1, Shape.SMALL, 1);
        BoxFacts facts =
                new BoxFacts(
                        1,
                        box,
                        1,
                        1,
                        1,
                        0,
                        0,
                        0,
                        Map.of(),
                        List.of(),
                        1,
                        LocalDate.EPOCH,
                        1,
                        1,
                        0,
                        0,
                        1,
                        0);
        site = new Site(new StillServer(), tls, directory, facts, 1);
    }

    @AfterEach
    void end() {
        cleanup.close();
    }

    @Test
    void goesOnWithoutWhoAnswersWrongly() throws Exception {
        Heat heat = heat(new WrongAnswerException("1 message instead of 2"));
        heat.enter("good", site, Set.of("IDLE"));
        heat.enter("bad", site, Set.of("IDLE"));
        heat.round(heat.lanes().getFirst(), Duration.ZERO, QUIET);
        heat.round(heat.lanes().getLast(), Duration.ZERO, QUIET);
        ScenarioResult result = heat.finish();
        assertThat(result.results())
                .singleElement()
                .satisfies(good -> {
                    assertThat(good.contender()).isEqualTo("good");
                    assertThat(good.rounds()).hasSize(1);
                });
        assertThat(result.absences())
                .containsExactly(new Absence("bad", "answered wrongly: 1 message instead of 2"));
        assertThat(closed).hasSize(2);
        assertThat(printed).isEmpty();
    }

    @Test
    void survivesThatMemoryIsTooSmallForAnAnswer() throws Exception {
        Heat heat = heat(new OutOfMemoryError("Java heap space"));
        heat.enter("good", site, Set.of("IDLE"));
        heat.enter("bad", site, Set.of("IDLE"));
        heat.warmUp(heat.lanes().getLast(), Duration.ZERO);
        assertThat(heat.lanes()).hasSize(1);
        assertThat(heat.finish().absences())
                .singleElement()
                .satisfies(absence ->
                        assertThat(absence.reason()).contains("memory", "Java heap space"));
    }

    @Test
    void printsTheTraceOfWhatNobodyExpected() throws Exception {
        Heat heat = heat(new IllegalStateException("surprise"));
        heat.enter("good", site, Set.of("IDLE"));
        heat.enter("bad", site, Set.of("IDLE"));
        heat.warmUp(heat.lanes().getLast(), Duration.ZERO);
        assertThat(printed)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("surprise", "\tat "));
    }

    @Test
    void leavesOutWhoDoesNotOfferWhatItNeeds() throws Exception {
        Heat heat = heat(new IOException("unused"));
        heat.enter("old", site, Set.of("QUOTA"));
        assertThat(heat.lanes()).isEmpty();
        assertThat(heat.finish().absences())
                .containsExactly(new Absence("old", Heat.NOT_OFFERED + "IDLE"));
    }

    @Test
    void blamesNobodyForAFullDisk() throws Exception {
        Heat heat = heat(new IOException("No space left on device"));
        heat.enter("good", site, Set.of("IDLE"));
        heat.enter("bad", site, Set.of("IDLE"));
        assertThatThrownBy(() -> heat.warmUp(heat.lanes().getLast(), Duration.ZERO))
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("the disk is full at " + directory);
    }

    @Test
    void blamesNobodyForCtrlC() throws Exception {
        Heat heat = heat(new IOException("the server closed the connection"));
        heat.enter("good", site, Set.of("IDLE"));
        heat.enter("bad", site, Set.of("IDLE"));
        cleanup.interrupted();
        assertThatThrownBy(() -> heat.warmUp(heat.lanes().getLast(), Duration.ZERO))
                .isInstanceOf(InterruptedException.class);
    }

    /// The second trial that begins fails in this way.
    private Heat heat(Throwable failure) {
        List<Trial> begun = new ArrayList<>();
        Scenario scenario =
                Scenario.of(
                        FACTS,
                        (_, _) -> {
                            Trial trial = begun.isEmpty() ? new Working() : new Failing(failure);
                            begun.add(trial);
                            return trial;
                        });
        return new Heat(scenario, List.of(), new Blame(cleanup, directory, printed::add));
    }

    private class Working implements Trial {
        @Override
        public void work(Meter meter) throws IOException {
            meter.time(() -> {});
        }

        @Override
        public void close() {
            closed.add("trial");
        }
    }

    private final class Failing extends Working {
        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void work(Meter meter) throws IOException {
            switch (failure) {
                case IOException refused -> throw refused;
                case RuntimeException wrong -> throw wrong;
                case Error fatal -> throw fatal;
                default -> throw new AssertionError(failure);
            }
        }
    }
}

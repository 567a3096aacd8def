// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MeterTest {
    @Test
    void countsOperationsAndWhatTheyCarried() throws IOException {
        Meter meter = new Meter(0);
        while (meter.goesOn()) {
            meter.time(() -> {});
        }
        meter.time(() -> {});
        meter.carried(3_000_000);
        assertThat(meter.operations()).isEqualTo(2);
        assertThat(meter.value(Unit.PER_SECOND, 4)).isEqualTo(0.5);
        assertThat(meter.value(Unit.MEGABYTES_PER_SECOND, 2)).isEqualTo(1.5);
    }

    @Test
    void addsWhatWasLeftToBeDoneToTheTimeOfEachOperation() throws IOException {
        Meter meter = new Meter(0);
        meter.time(() -> {});
        meter.time(() -> {});
        double median = meter.value(Unit.MILLISECONDS, meter.busySeconds());
        assertThat(meter.value(Unit.MILLISECONDS, meter.busySeconds() + 1) - median)
                .isBetween(499.0, 501.0);
    }

    @Test
    void runsAllAtTheSameTime() throws IOException {
        CyclicBarrier all = new CyclicBarrier(3);
        AtomicInteger met = new AtomicInteger();
        Step meeting =
                () -> {
                    try {
                        all.await();
                        met.incrementAndGet();
                    } catch (Exception failed) {
                        throw new IOException(failed);
                    }
                };
        Meter meter = new Meter(0);
        meter.together(List.of(meeting, meeting, meeting));
        assertThat(met).hasValue(3);
        assertThat(meter.operations()).isEqualTo(3);
        assertThat(meter.busySeconds()).isPositive();
    }

    @Test
    void aRefusalOfOneIsARefusalOfTheRound() {
        Meter meter = new Meter(0);
        assertThatThrownBy(() ->
                        meter.together(
                                List.of(
                                        () -> {},
                                        () -> {
                                            throw new IOException("refused");
                                        })))
                .isInstanceOf(IOException.class)
                .hasMessage("refused");
    }

    @Test
    void aWrongAnswerToOneOfTheCrowdStaysOne() {
        WrongAnswerException wrong = new WrongAnswerException("an empty message");
        assertThatThrownBy(() ->
                        new Meter(0)
                                .eachOnce(
                                        List.of(
                                                () -> {},
                                                () -> {
                                                    throw wrong;
                                                })))
                .isSameAs(wrong);
    }

    @Test
    void anErrorOfOneOfTheCrowdStaysOne() {
        OutOfMemoryError fatal = new OutOfMemoryError("too much");
        assertThatThrownBy(() ->
                        new Meter(0)
                                .eachOnce(
                                        List.of(() -> {
                                            throw fatal;
                                        })))
                .isSameAs(fatal);
    }

    @Test
    void aFigureStandsForItself() throws IOException {
        Meter meter = new Meter(0);
        meter.time(() -> {});
        meter.figure(17);
        assertThat(meter.value(Unit.KILOBYTES, 1)).isEqualTo(17);
        assertThat(meter.value(Unit.PER_SECOND, meter.busySeconds())).isEqualTo(17);
    }

    @Test
    void aFigureBecomesWorseByWhatWasLeftToBeDone() throws IOException {
        Meter meter = new Meter(0);
        meter.time(() -> {});
        meter.figure(30);
        double thrice = 3 * meter.busySeconds();
        assertThat(meter.value(Unit.PER_SECOND, thrice)).isCloseTo(10, within(1e-9));
        assertThat(meter.value(Unit.MILLISECONDS, thrice)).isCloseTo(90, within(1e-9));
        assertThat(meter.value(Unit.KILOBYTES, thrice)).isEqualTo(30);
    }

    @Test
    void whoWaitsForHisTurnWaitsForTheServer() throws IOException {
        Meter meter = new Meter(0);
        meter.timeSince(System.nanoTime() - 5_000_000_000L, () -> {});
        assertThat(meter.nanos().getMinValue()).isGreaterThan(4_900_000_000L);
    }
}

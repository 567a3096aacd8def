// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TicksTest {
    @Test
    void reachToTheNextStepOnBothSides() {
        Ticks ticks = Ticks.around(DoubleStream.of(0.7, 3, 42));
        assertThat(ticks.least()).isCloseTo(0.5, within(1e-9));
        assertThat(ticks.most()).isCloseTo(50, within(1e-9));
        assertThat(ticks.values(8)).hasSize(7).startsWith(0.5, 1.0);
    }

    @Test
    void haveRoomAroundOneValue() {
        Ticks ticks = Ticks.around(DoubleStream.of(10));
        assertThat(ticks.least()).isLessThan(10);
        assertThat(ticks.most()).isGreaterThan(10);
        assertThat(ticks.values(8)).hasSizeGreaterThan(1);
    }

    @Test
    void arePowersOfTenAloneWhereAllStepsWouldStandTooClose() {
        Ticks ticks = Ticks.around(DoubleStream.of(1, 1e6));
        assertThat(ticks.values(8)).containsExactly(1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6);
    }
}

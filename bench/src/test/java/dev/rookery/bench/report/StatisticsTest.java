// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.bench.result.Unit;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsTest {
    @Test
    void spreadHasLeastMedianAndMost() {
        assertThat(Statistics.spread(new double[] {5, 1, 3})).isEqualTo(new Spread(1, 3, 5));
    }

    /// Ratios 1, 2, 4; the ratio of the medians would be 30 / 20.
    @Test
    void ratioIsTheMedianOfTheRatiosOfNeighbours() {
        double[] ours = rounds(30, 20, 80);
        double[] theirs = rounds(30, 10, 20);
        assertThat(Statistics.ratio(Unit.PER_SECOND, ours, theirs).orElseThrow().median())
                .isEqualTo(2);
    }

    @Test
    void lessIsBetterWhereTheUnitIsATime() {
        assertThat(Statistics.ratio(Unit.MILLISECONDS, rounds(2), rounds(6)))
                .contains(new Ratio(3, 3, 3));
    }

    /// Of three ratios each resample has one of them as its median; the least one is it with
    /// probability 7/27, far more than 2.5 %, and so is the greatest.
    @Test
    void intervalOfThreeRoundsReachesFromTheLeastToTheGreatest() {
        Ratio ratio =
                Statistics.ratio(Unit.PER_SECOND, rounds(1, 2, 4), rounds(1, 1, 1)).orElseThrow();
        assertThat(ratio).isEqualTo(new Ratio(2, 1, 4));
    }

    @Test
    void intervalLeavesOutWhatIsRare() {
        double[] ours = new double[101];
        Arrays.setAll(ours, i -> 100 + i);
        double[] theirs = new double[101];
        Arrays.fill(theirs, 100);
        Ratio ratio = Statistics.ratio(Unit.PER_SECOND, rounds(ours), rounds(theirs)).orElseThrow();
        assertThat(ratio.median()).isEqualTo(1.5);
        assertThat(ratio.low()).isCloseTo(1.40, within(0.03));
        assertThat(ratio.high()).isCloseTo(1.60, within(0.03));
    }

    @Test
    void sameRoundsGiveTheSameInterval() {
        double[] ours = rounds(3, 1, 4, 1, 5, 9, 2, 6);
        double[] theirs = rounds(2, 7, 1, 8, 2, 8, 1, 8);
        assertThat(Statistics.ratio(Unit.PER_SECOND, ours, theirs))
                .isEqualTo(Statistics.ratio(Unit.PER_SECOND, ours, theirs));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void oneUnfitFigureLeavesNoRatio(double unfit) {
        double[] fit = {5, 5, 5};
        double[] other = {5, unfit, 5};
        assertThat(Statistics.ratio(Unit.PER_SECOND, fit, other)).isEmpty();
        assertThat(Statistics.ratio(Unit.PER_SECOND, other, fit)).isEmpty();
    }

    @Test
    void roundsWithoutPairsHaveNoRatio() {
        assertThat(Statistics.ratio(Unit.PER_SECOND, rounds(), rounds(5))).isEmpty();
        assertThat(Statistics.ratio(Unit.PER_SECOND, rounds(5, 5), rounds(5))).isEmpty();
    }

    private static double[] rounds(double... values) {
        return values;
    }
}

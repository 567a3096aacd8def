// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.Unit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The other one has the figure 1 in all rounds, so figures of Rookery are ratios.
class ComparisonTest {
    private static final double TARGET = 4;

    @ParameterizedTest
    @CsvSource({"4,5,6,MET", "3,5,6,UNCLEAR", "2,3,4,UNCLEAR", "1,2,3.9,MISSED"})
    void theIntervalDecides(double least, double middle, double most, Judgement judgement) {
        assertThat(comparison(TARGET, rounds(least, middle, most)).judgement())
                .isEqualTo(judgement);
    }

    @Test
    void workThatWasPutOffMayNotMakeItSlowerThanDovecot() {
        List<Round> ours = rounds(8, 8, 8);
        assertThat(comparison(TARGET, drained(ours, 1, 1, 1)).judgement()).isEqualTo(Judgement.MET);
        assertThat(comparison(TARGET, drained(ours, 0.9, 1.1, 1.1)).judgement())
                .isEqualTo(Judgement.UNCLEAR);
        assertThat(comparison(TARGET, drained(ours, 0.5, 0.9, 0.9)).judgement())
                .isEqualTo(Judgement.MISSED);
    }

    @Test
    void nothingWasPutOffWhereBothFiguresAreTheSame() {
        Comparison comparison = comparison(TARGET, rounds(5, 5, 5));
        assertThat(comparison.drains()).isFalse();
        assertThat(comparison.drainedRatioToDovecot()).isEmpty();
        assertThat(comparison(TARGET, drained(rounds(5, 5), 5, 2)).drainedRatioToDovecot())
                .contains(new Ratio(3.5, 2, 5));
    }

    @Test
    void withoutATargetNothingIsJudged() {
        assertThat(comparison(0, rounds(5)).judgement()).isEqualTo(Judgement.NO_TARGET);
    }

    @Test
    void aFigureThatHasNoRatioIsNamed() {
        Comparison comparison = comparison(TARGET, rounds(5, 0, 5));
        assertThat(comparison.judgement()).isEqualTo(Judgement.NOT_JUDGED);
        assertThat(comparison.cost("rookery")).isEmpty();
        assertThat(comparison.unfit())
                .containsExactly(
                        "rookery: answered figure of round 2 is 0.0, which has no ratio",
                        "rookery: drained figure of round 2 is 0.0, which has no ratio");
    }

    @Test
    void aDrainedFigureThatHasNoRatioIsNotMet() {
        Comparison comparison = comparison(TARGET, drained(rounds(5, 5), 5, Double.NaN));
        assertThat(comparison.judgement()).isEqualTo(Judgement.NOT_JUDGED);
        assertThat(comparison.unfit())
                .containsExactly("rookery: drained figure of round 2 is NaN, which has no ratio");
    }

    @Test
    void roundsWithoutPairsAreNamed() {
        Comparison comparison =
                comparison(
                        TARGET,
                        SampleRun.result("rookery", rounds(5, 5)),
                        SampleRun.result("dovecot", rounds(1)));
        assertThat(comparison.ratioToDovecot()).isEmpty();
        assertThat(comparison.unfit())
                .containsExactly(
                        "contenders finished different numbers of rounds, which have no pairs");
    }

    private static Comparison comparison(double target, List<Round> ours) {
        double[] ones = new double[ours.size()];
        Arrays.fill(ones, 1);
        return comparison(
                target,
                SampleRun.result("rookery", ours),
                SampleRun.result("dovecot", rounds(ones)));
    }

    private static Comparison comparison(double target, ContenderResult... results) {
        return new Comparison(
                SampleRun.scenario(
                        "store",
                        "STORE",
                        Unit.PER_SECOND,
                        target,
                        "",
                        0,
                        List.of(results),
                        List.of()));
    }

    /// Nothing is put off.
    private static List<Round> rounds(double... values) {
        return Arrays.stream(values).mapToObj(each -> SampleRun.round(each, each)).toList();
    }

    private static List<Round> drained(List<Round> rounds, double... drainedValues) {
        return IntStream.range(0, drainedValues.length)
                .mapToObj(i -> SampleRun.round(rounds.get(i).value(), drainedValues[i]))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static dev.rookery.bench.result.ContenderFacts.DOVECOT;
import static dev.rookery.bench.result.ContenderFacts.ROOKERY;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One scenario, seen from Rookery.
record Comparison(ScenarioResult scenario) {
    /// Work that is put off may not make the whole slower than it is with `dovecot`.
    static final double DRAINED_LEAST = 1;

    static List<Comparison> of(List<ScenarioResult> scenarios) {
        return scenarios.stream().map(Comparison::new).toList();
    }

    /// Empty also for a contender that finished no round.
    Optional<ContenderResult> result(String contender) {
        return scenario.results().stream()
                .filter(each -> each.contender().equals(contender))
                .filter(each -> !each.rounds().isEmpty())
                .findFirst();
    }

    /// Empty if one of them is missing or [#unfit()] says why not.
    Optional<Ratio> ratio(String ours, String theirs, Figure figure) {
        return result(ours)
                .flatMap(our ->
                        result(theirs)
                                .flatMap(their ->
                                        Statistics.ratio(
                                                scenario.unit(),
                                                figure.of(our),
                                                figure.of(their))));
    }

    Optional<Ratio> ratioToDovecot() {
        return ratio(ROOKERY, DOVECOT, Figure.ANSWERED);
    }

    /// Whether one of the two had put work off.
    boolean drains() {
        return Stream.of(ROOKERY, DOVECOT)
                .flatMap(each -> result(each).stream())
                .flatMap(each -> each.rounds().stream())
                .anyMatch(each -> Double.compare(each.value(), each.drainedValue()) != 0);
    }

    /// Empty also if nobody had put work off: it would be the same again.
    Optional<Ratio> drainedRatioToDovecot() {
        return drains() ? ratio(ROOKERY, DOVECOT, Figure.DRAINED) : Optional.empty();
    }

    Judgement judgement() {
        if (scenario.target() <= 0) {
            return Judgement.NO_TARGET;
        }
        Judgement answered = judged(ratioToDovecot(), scenario.target());
        return drains() ? answered.and(judged(drainedRatioToDovecot(), DRAINED_LEAST)) : answered;
    }

    private static Judgement judged(Optional<Ratio> ratio, double least) {
        return ratio.map(it -> it.judge(least)).orElse(Judgement.NOT_JUDGED);
    }

    /// Why contenders that finished have no ratio, a sentence for each reason.
    List<String> unfit() {
        List<String> reasons = new ArrayList<>();
        for (ContenderResult result : scenario.results()) {
            for (Figure figure : Figure.values()) {
                unfit(result, figure).ifPresent(reasons::add);
            }
        }
        List<Long> counts =
                scenario.results().stream()
                        .map(each -> (long) each.rounds().size())
                        .filter(count -> count > 0)
                        .distinct()
                        .toList();
        if (counts.size() > 1) {
            reasons.add("contenders finished different numbers of rounds, which have no pairs");
        }
        return reasons;
    }

    private static Optional<String> unfit(ContenderResult result, Figure figure) {
        double[] figures = figure.of(result);
        for (int i = 0; i < figures.length; i++) {
            if (!Statistics.isFit(figures[i])) {
                return Optional.of(
                        String.format(
                                Locale.ROOT,
                                "%s: %s figure of round %d is %s, which has no ratio",
                                result.contender(),
                                figure.text(),
                                i + 1,
                                figures[i]));
            }
        }
        return Optional.empty();
    }

    /// What one operation, or one megabyte, takes: the less the better in every unit. Empty if a
    /// figure has no ratio.
    Optional<Double> cost(String contender) {
        return result(contender)
                .filter(result -> unfit(result, Figure.ANSWERED).isEmpty())
                .map(ContenderResult::median)
                .map(this::cost);
    }

    private double cost(double value) {
        return switch (scenario.unit()) {
            case PER_SECOND, MEGABYTES_PER_SECOND -> 1e3 / value;
            case MILLISECONDS, KILOBYTES, PERCENT -> value;
        };
    }

    String costUnit() {
        return switch (scenario.unit()) {
            case PER_SECOND -> "ms per operation";
            case MEGABYTES_PER_SECOND -> "ms per MB";
            case MILLISECONDS -> "ms";
            case KILOBYTES -> "kB";
            case PERCENT -> "%";
        };
    }

    static Spread spread(ContenderResult result) {
        return Statistics.spread(result.rounds().stream().mapToDouble(Round::value).toArray());
    }
}

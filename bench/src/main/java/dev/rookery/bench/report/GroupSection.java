// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static dev.rookery.bench.result.ContenderFacts.DOVECOT;
import static dev.rookery.bench.result.ContenderFacts.ROOKERY;
import static dev.rookery.bench.result.ContenderFacts.STRICT;
import static dev.rookery.bench.result.ContenderFacts.TUNED;

import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.Percentiles;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The scenarios of one group: what was reached, what it cost, who is missing and why.
record GroupSection(
        String group, List<Comparison> scenarios, List<String> contenders, Looks looks) {
    private static final double BYTES_PER_KILOBYTE = 1_024;

    /// @param looks of all contenders; those without a figure in this group are left out
    static GroupSection of(String group, List<Comparison> scenarios, Looks looks) {
        List<String> present =
                looks.contenders().stream().filter(each -> tookPart(scenarios, each)).toList();
        return new GroupSection(group, scenarios, present, looks);
    }

    private static boolean tookPart(List<Comparison> scenarios, String contender) {
        return scenarios.stream().anyMatch(each -> each.result(contender).isPresent());
    }

    List<Block> blocks() {
        return Block.join(
                List.of(new Block.Heading(2, group)),
                RatioChart.ofGroup(scenarios),
                LatencyChart.of(group, scenarios, looks),
                List.of(summary()),
                listed("No figure:", Contents::absences),
                listed("No ratio:", Comparison::unfit),
                Block.unlessEmpty(costs()));
    }

    /// The verdict stands first: it is what most readers look for, and tables of many contenders
    /// are wider than a screen.
    private Block summary() {
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.text("Scenario"));
        columns.add(Block.Column.text("Name"));
        columns.add(Block.Column.number("rookery : dovecot"));
        columns.add(Block.Column.number("95 %"));
        columns.add(Block.Column.number("Target"));
        if (drains()) {
            columns.add(Block.Column.number("drained : dovecot"));
        }
        columns.add(Block.Column.text("Verdict"));
        columns.add(Block.Column.text("Unit"));
        contenders.forEach(each -> columns.add(Block.Column.number(each)));
        if (contenders.contains(TUNED)) {
            columns.add(Block.Column.number("rookery : dovecot-tuned"));
        }
        if (contenders.contains(STRICT)) {
            columns.add(Block.Column.number("rookery-strict : dovecot"));
        }
        return new Block.Table(
                group + ": figures", false, columns, scenarios.stream().map(this::row).toList());
    }

    private List<String> row(Comparison each) {
        ScenarioResult scenario = each.scenario();
        Optional<Ratio> ratio = each.ratioToDovecot();
        List<String> row = new ArrayList<>();
        row.add(scenario.title());
        row.add(scenario.name());
        row.add(times(ratio));
        row.add(text(ratio.map(it -> Numbers.range(it.low(), it.high()))));
        row.add(scenario.target() > 0 ? Numbers.times(scenario.target()) : Numbers.NONE);
        if (drains()) {
            row.add(times(each.drainedRatioToDovecot()));
        }
        row.add(each.judgement().text());
        row.add(scenario.unit().symbol());
        for (String contender : contenders) {
            row.add(text(each.result(contender).map(Comparison::spread).map(Numbers::spread)));
        }
        if (contenders.contains(TUNED)) {
            row.add(times(each.ratio(ROOKERY, TUNED, Figure.ANSWERED)));
        }
        if (contenders.contains(STRICT)) {
            row.add(times(each.ratio(STRICT, DOVECOT, Figure.ANSWERED)));
        }
        return row;
    }

    private boolean drains() {
        return scenarios.stream().anyMatch(Comparison::drains);
    }

    private static String times(Optional<Ratio> ratio) {
        return text(ratio.map(it -> Numbers.times(it.median())));
    }

    private static String text(Optional<String> cell) {
        return cell.orElse(Numbers.NONE);
    }

    /// @param reasons of a scenario, each of which is named with it
    private List<Block> listed(String title, Function<Comparison, List<String>> reasons) {
        List<String> texts = new ArrayList<>();
        for (Comparison each : scenarios) {
            reasons.apply(each).forEach(it -> texts.add(each.scenario().name() + ", " + it));
        }
        return texts.isEmpty()
                ? List.of()
                : List.of(new Block.Paragraph(title), new Block.Items(texts));
    }

    private Block.Table costs() {
        List<List<String>> rows = new ArrayList<>();
        for (Comparison each : scenarios) {
            for (String contender : contenders) {
                each.result(contender).ifPresent(it -> rows.add(costs(each.scenario(), it)));
            }
        }
        return new Block.Table(
                group + ": latency, processor time and memory",
                true,
                List.of(
                        Block.Column.text("Scenario"),
                        Block.Column.text("Contender"),
                        Block.Column.number("p50 ms"),
                        Block.Column.number("p99 ms"),
                        Block.Column.number("p99.9 ms"),
                        Block.Column.number("CPU ms/op, answered"),
                        Block.Column.number("CPU ms/op, drained"),
                        Block.Column.number("Answered"),
                        Block.Column.number("Drained"),
                        Block.Column.text("Unit"),
                        Block.Column.number("PSS MB")),
                rows);
    }

    private static List<String> costs(ScenarioResult scenario, ContenderResult result) {
        Percentiles latencies = result.latencies();
        return List.of(
                scenario.name(),
                result.contender(),
                millis(latencies, latencies.p50(), Latency.ENOUGH_FOR_P50),
                millis(latencies, latencies.p99(), Latency.ENOUGH_FOR_P99),
                millis(latencies, latencies.p999(), Latency.ENOUGH_FOR_P999),
                median(result, each -> perOperation(each, each.cpuSeconds())),
                median(result, each -> perOperation(each, each.drainedCpuSeconds())),
                median(result, Round::value),
                median(result, Round::drainedValue),
                scenario.unit().symbol(),
                median(result, each -> each.pssKilobytes() * BYTES_PER_KILOBYTE / 1e6));
    }

    private static String millis(Percentiles latencies, double micros, long enough) {
        return Latency.tells(latencies, enough)
                ? Numbers.figure(Latency.millis(micros))
                : Numbers.NONE;
    }

    private static double perOperation(Round round, double seconds) {
        return round.operations() == 0 ? Double.NaN : 1e3 * seconds / round.operations();
    }

    private static String median(ContenderResult result, ToDoubleFunction<Round> figure) {
        return Numbers.figure(result.median(figure));
    }
}

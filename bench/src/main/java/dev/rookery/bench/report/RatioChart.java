// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// How many times better than `dovecot` Rookery is: a bar for each scenario, to the right of 1 if
/// it is better, to the left if it is worse.
final class RatioChart {
    private static final String TITLE = "Times better than dovecot";
    private static final String READING =
            "Bar: rookery : dovecot, right of 1 is better. Thin line: 95 %. Stroke: target. Ring:"
                    + " with work that was put off.";

    /// Still readable on a telephone.
    private static final int NARROW = 440;

    private static final int WIDE = 900;
    private static final int FIGURE_WIDTH = 64;

    /// From the middle of a row to the edge of its bar, and to the end of the stroke; in rows.
    private static final double BAR = 0.27;

    private static final double STROKE = 0.36;

    /// The number that R gives it.
    private static final int RING = 21;

    private static final double RING_SIZE = 3;

    /// @param drained empty if nobody had put work off
    private record Bar(String name, Ratio ratio, double target, Optional<Double> drained) {
        Ink ink() {
            return ratio.median() < 1 ? Ink.ORANGE : Ink.BLUE;
        }
    }

    private RatioChart() {}

    /// One picture, or none if there is no ratio.
    static List<Block> ofGroup(List<Comparison> scenarios) {
        List<Bar> bars = scenarios.stream().flatMap(RatioChart::bar).toList();
        if (bars.isEmpty()) {
            return List.of();
        }
        Drawing drawing = plot(NARROW, Map.of("", bars)).draw(TITLE, READING);
        return List.of(new Block.Picture(TITLE, READING, drawing.inPage()));
    }

    /// All scenarios of a run, as a file of its own.
    static String ofRun(BenchRun run) {
        List<Comparison> comparisons = Comparison.of(run.scenarios());
        Map<String, List<Bar>> groups =
                comparisons.stream()
                        .filter(each -> each.ratioToDovecot().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        each -> each.scenario().group(),
                                        LinkedHashMap::new,
                                        Collectors.flatMapping(
                                                RatioChart::bar, Collectors.toList())));
        Plot plot = groups.isEmpty() ? nothing() : plot(WIDE, groups);
        List<String> lines = new ArrayList<>(List.of(READING, where(run)));
        long without = comparisons.stream().filter(each -> each.ratioToDovecot().isEmpty()).count();
        if (without > 0) {
            lines.add("Scenarios without a ratio, not shown: " + without + ".");
        }
        return plot.title(
                        "Rookery beside Dovecot: how many times better",
                        lines.toArray(String[]::new))
                .draw(TITLE, READING)
                .asFile();
    }

    private static Stream<Bar> bar(Comparison each) {
        ScenarioResult scenario = each.scenario();
        return each.ratioToDovecot().stream()
                .map(ratio ->
                        new Bar(
                                scenario.name(),
                                ratio,
                                scenario.target(),
                                each.drainedRatioToDovecot().map(Ratio::median)));
    }

    private static Plot nothing() {
        return new Plot(WIDE, 60)
                .blank("axis_text", "axis_text_x", "panel_grid_major")
                .add(
                        Plot.text(List.of("No scenario was finished by both."), Ink.TEXT)
                                .map("label", each -> each)
                                .set("x", 0)
                                .set("y", 0));
    }

    private static Plot plot(int width, Map<String, List<Bar>> groups) {
        Ticks ticks = ticks(groups.values().stream().flatMap(List::stream).toList());
        RowPlot<Bar> rows = new RowPlot<>(width, FIGURE_WIDTH, groups, Bar::name, ticks);
        rows.add(
                rows.layer("rect")
                        .map("xmin", each -> Math.min(1, each.it().ratio().median()))
                        .map("xmax", each -> Math.max(1, each.it().ratio().median()))
                        .map("ymin", each -> each.y() - BAR)
                        .map("ymax", each -> each.y() + BAR)
                        .map("fill", each -> each.it().ink().light())
                        .set("size", 0));
        rows.add(
                Plot.stroked(rows.layer("segment"), Ink.TEXT, 0.7)
                        .map("x", each -> each.it().ratio().low())
                        .map("xend", each -> each.it().ratio().high())
                        .map("y", RowPlot.Row::y)
                        .map("yend", RowPlot.Row::y));
        rows.add(
                Plot.stroked(rows.layer("segment", each -> each.target() > 0), Ink.TEXT, 1.4)
                        .map("x", each -> each.it().target())
                        .map("xend", each -> each.it().target())
                        .map("y", each -> each.y() - STROKE)
                        .map("yend", each -> each.y() + STROKE));
        rows.add(
                Plot.stroked(
                                rows.layer("point", each -> each.drained().isPresent()),
                                Ink.TEXT,
                                RING_SIZE)
                        .map("x", each -> each.it().drained().orElseThrow())
                        .map("y", RowPlot.Row::y)
                        .set("shape", RING)
                        .set("fill", Ink.GROUND.light()));
        return rows.line(1)
                .figure(each -> Numbers.times(each.ratio().median()))
                .plot(each -> Numbers.tick(each) + "×")
                .literally("fill");
    }

    private static Ticks ticks(List<Bar> bars) {
        return Ticks.around(
                bars.stream()
                        .flatMapToDouble(each ->
                                DoubleStream.of(
                                        1,
                                        each.ratio().low(),
                                        each.ratio().high(),
                                        each.target() > 0 ? each.target() : 1,
                                        each.drained().orElse(1.0))));
    }

    private static String where(BenchRun run) {
        Machine machine = run.machine();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, commit %s, %s",
                machine.processor(),
                machine.cores(),
                machine.fileSystem(),
                machine.commit(),
                run.begun());
    }
}

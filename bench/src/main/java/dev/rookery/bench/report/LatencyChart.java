// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.Percentiles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/// Half of the answers came before the disc, all but one in a hundred before the square, all but
/// one in a thousand before the ring.
final class LatencyChart {
    private static final String READING = "Disc: p50. Square: p99. Ring: p99.9. Less is better.";
    private static final int WIDTH = 440;
    private static final int MARGIN = 16;
    private static final int DISC = 16;
    private static final int SQUARE = 15;
    private static final int RING = 21;

    private record Row(String contender, Looks.Look look, Percentiles latencies) {
        double slowest() {
            return hasRing() ? latencies.p999() : latencies.p99();
        }

        boolean hasRing() {
            return Latency.tells(latencies, Latency.ENOUGH_FOR_P999);
        }
    }

    private LatencyChart() {}

    /// One picture, or none if nothing took long enough, or often enough, to be told apart.
    static List<Block> of(String group, List<Comparison> scenarios, Looks looks) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        scenarios.stream()
                .filter(each -> each.scenario().unit().isOfTime())
                .forEach(each -> rows.put(each.scenario().name(), rows(each, looks)));
        rows.values().removeIf(List::isEmpty);
        if (rows.isEmpty()) {
            return List.of();
        }
        String title = group + ": latency in ms";
        Drawing drawing = plot(rows).draw(title, READING);
        return List.of(new Block.Picture(title, READING, drawing.inPage()));
    }

    private static List<Row> rows(Comparison scenario, Looks looks) {
        List<Row> rows = new ArrayList<>();
        for (String each : looks.contenders()) {
            scenario.result(each)
                    .filter(it -> Latency.tells(it.latencies(), Latency.ENOUGH_FOR_P99))
                    .ifPresent(it -> rows.add(new Row(each, looks.of(each), it.latencies())));
        }
        return rows;
    }

    private static Plot plot(Map<String, List<Row>> groups) {
        RowPlot<Row> rows =
                new RowPlot<>(WIDTH, MARGIN, groups, Row::contender, ticks(groups.values()));
        rows.add(
                rows.layer("segment")
                        .map("x", each -> Latency.millis(each.it().latencies().p50()))
                        .map("xend", each -> Latency.millis(each.it().slowest()))
                        .map("y", RowPlot.Row::y)
                        .map("yend", RowPlot.Row::y)
                        .map("color", each -> each.it().look().ink().light())
                        .map("linetype", each -> each.it().look().dashes())
                        .set("size", 1));
        return rows.add(points(rows.layer("point", Row::hasRing), RING, Percentiles::p999))
                .add(points(rows.layer("point"), SQUARE, Percentiles::p99))
                .add(points(rows.layer("point"), DISC, Percentiles::p50))
                .plot(Numbers::tick)
                .literally("color")
                .literally("linetype");
    }

    private static Layer<RowPlot.Row<Row>> points(
            Layer<RowPlot.Row<Row>> layer, int shape, ToDoubleFunction<Percentiles> micros) {
        return layer.map("x", each -> Latency.millis(micros.applyAsDouble(each.it().latencies())))
                .map("y", RowPlot.Row::y)
                .map("color", each -> each.it().look().ink().light())
                .set("fill", Ink.GROUND.light())
                .set("shape", shape)
                .set("size", 3.5);
    }

    private static Ticks ticks(Collection<List<Row>> groups) {
        return Ticks.around(
                groups.stream()
                        .flatMap(List::stream)
                        .flatMapToDouble(row ->
                                DoubleStream.of(
                                        Latency.millis(row.latencies().p50()),
                                        Latency.millis(row.slowest()))));
    }
}

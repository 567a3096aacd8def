// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// Cost against size, both in equal factors: a flat line is what one wants, a rising one is work
/// that grows with the folder.
final class ScalingChart {
    private static final String READING =
            "One line for each contender; lower is better, flat is best.";
    private static final int WIDTH = 440;
    private static final int HEIGHT = 250;

    /// Of an axis, before its first tick and after its last.
    private static final double MARGIN = 0.04;

    private static final int TICKS_MAX = 8;
    private static final int LEGEND_ROW_HEIGHT = 24;
    private static final int LEGEND_COLUMNS = 2;

    private record Point(String contender, double size, double cost) {}

    private final List<String> contenders;
    private final Looks looks;
    private final List<Point> points;

    private ScalingChart(List<String> contenders, Looks looks, List<Point> points) {
        this.contenders = contenders;
        this.looks = looks;
        this.points = points;
    }

    /// One picture, or none if there is no cost.
    ///
    /// @param sizes in order, at least two
    static List<Block> of(
            String name, List<Comparison> sizes, List<String> contenders, Looks looks) {
        List<Point> points =
                contenders.stream()
                        .flatMap(each -> sizes.stream().flatMap(size -> point(each, size)))
                        .toList();
        if (points.isEmpty()) {
            return List.of();
        }
        String title = name + ": " + sizes.getFirst().costUnit() + " against size";
        Drawing drawing = new ScalingChart(contenders, looks, points).plot().draw(title, READING);
        return List.of(new Block.Picture(title, "Lower is better.", drawing.inPage()));
    }

    private static Stream<Point> point(String contender, Comparison size) {
        double across = Math.max(1, (double) size.scenario().size());
        return size.cost(contender).stream().map(cost -> new Point(contender, across, cost));
    }

    private Plot plot() {
        int legendRows = (contenders.size() + LEGEND_COLUMNS - 1) / LEGEND_COLUMNS;
        Plot plot = new Plot(WIDTH, HEIGHT + legendRows * LEGEND_ROW_HEIGHT);
        plot.add(layer("line").map("linetype", Point::contender).set("size", 1));
        plot.add(
                layer("point")
                        .map("shape", Point::contender)
                        .map("fill", Point::contender)
                        .set("size", 3.5));
        factors(plot, "x", "bottom", Point::size);
        factors(plot, "y", "left", Point::cost);
        look(plot, "color", look -> look.ink().light());
        look(plot, "fill", look -> look.ink().light());
        look(plot, "linetype", Looks.Look::dashes);
        look(plot, "shape", Looks.Look::shape);
        return plot.theme("legend_position", "bottom");
    }

    private Layer<Point> layer(String geometry) {
        return new Layer<>(geometry, points)
                .map("x", Point::size)
                .map("y", Point::cost)
                .map("color", Point::contender)
                .set("show_legend", true);
    }

    private void factors(Plot plot, String axis, String position, ToDoubleFunction<Point> value) {
        Ticks ticks = Ticks.around(points.stream().mapToDouble(value));
        double margin = Math.pow(ticks.most() / ticks.least(), MARGIN);
        List<Double> limits = List.of(ticks.least() / margin, ticks.most() * margin);
        plot.factors(axis, position, ticks.values(TICKS_MAX), limits, Numbers::tick);
    }

    private void look(Plot plot, String aesthetic, Function<Looks.Look, Object> value) {
        plot.scale(
                Map.of(
                        "aesthetic",
                        aesthetic,
                        "name",
                        "",
                        "limits",
                        contenders,
                        "values",
                        contenders.stream().map(looks::of).map(value).toList(),
                        "guide",
                        Map.of("name", "legend", "ncol", LEGEND_COLUMNS, "byrow", true)));
    }
}

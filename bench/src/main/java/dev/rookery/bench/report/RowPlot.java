// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// A plot in rows: labels at the left, what was measured in the middle, on an axis of equal
/// factors. Labels are a layer of their own, since lets-plot cuts those of an axis after 20
/// characters.
///
/// @param <T> what stands in a row
final class RowPlot<T> {
    /// @param y of its middle
    record Row<T>(double y, T it) {}

    private record Heading(double y, String text) {}

    /// In units of the picture.
    private static final int ROW_HEIGHT = 22;

    private static final int AXES_HEIGHT = 52;
    private static final double CHARACTER_WIDTH = 7.6;
    private static final int PLOT_WIDTH_MIN = 200;
    private static final int TICK_GAP = 4;
    private static final int GAP = 20;

    /// In rows.
    private static final double HEADING_HEIGHT = 1.3;

    private static final double BOTTOM_GAP = 0.3;

    private final List<Row<T>> rows = new ArrayList<>();
    private final List<Heading> headings = new ArrayList<>();
    private final double bottom;
    private final double left;
    private final double right;
    private final Ticks ticks;
    private final double plotWidth;
    private final Plot plot;

    /// @param width of the picture, if labels leave enough of it; otherwise it becomes wider
    /// @param groups by heading; a blank one takes no room
    /// @param rightWidth what stays free at the right
    RowPlot(
            int width,
            int rightWidth,
            Map<String, List<T>> groups,
            Function<T, String> label,
            Ticks ticks) {
        bottom = place(groups);
        int longest =
                rows.stream().mapToInt(each -> label.apply(each.it()).length()).max().orElse(0);
        double leftWidth = GAP + CHARACTER_WIDTH * longest;
        plotWidth = Math.max(PLOT_WIDTH_MIN, width - leftWidth - rightWidth);
        this.ticks = ticks;
        double perUnit = Math.log(ticks.most() / ticks.least()) / plotWidth;
        left = ticks.least() * Math.exp(-perUnit * leftWidth);
        right = ticks.most() * Math.exp(perUnit * rightWidth);
        plot =
                new Plot(
                        (int) Math.round(leftWidth + plotWidth + rightWidth),
                        (int) Math.round(AXES_HEIGHT - bottom * ROW_HEIGHT));
        labels(label);
    }

    /// From the top, which is 0, down; a row is 1 high.
    private double place(Map<String, List<T>> groups) {
        double y = 0;
        for (Map.Entry<String, List<T>> group : groups.entrySet()) {
            if (!group.getKey().isBlank()) {
                y -= HEADING_HEIGHT;
                headings.add(new Heading(y + 0.5, group.getKey()));
            }
            for (T each : group.getValue()) {
                rows.add(new Row<>(y - 0.5, each));
                y--;
            }
        }
        return y - BOTTOM_GAP;
    }

    private void labels(Function<T, String> label) {
        plot.add(text(label).set("x", left).set("hjust", "left"));
        plot.add(
                Plot.text(headings, Ink.TEXT)
                        .map("y", Heading::y)
                        .map("label", Heading::text)
                        .set("x", left)
                        .set("hjust", "left")
                        .set("fontface", "bold"));
    }

    /// @return to be told where it stands across, and added
    Layer<Row<T>> text(Function<T, String> text) {
        return Plot.text(rows, Ink.TEXT)
                .map("y", Row::y)
                .map("label", each -> text.apply(each.it()));
    }

    /// At the right end.
    RowPlot<T> figure(Function<T, String> text) {
        return add(text(text).set("x", right).set("hjust", "right").set("fontface", "bold"));
    }

    /// @return to be told what it shows, and added
    Layer<Row<T>> layer(String geometry) {
        return layer(geometry, _ -> true);
    }

    Layer<Row<T>> layer(String geometry, Predicate<T> which) {
        return new Layer<>(geometry, rows.stream().filter(each -> which.test(each.it())).toList());
    }

    /// Through all rows.
    RowPlot<T> line(double x) {
        return add(
                Plot.stroked(new Layer<>("segment", List.of(x)), Ink.QUIET, 0.7)
                        .map("x", each -> each)
                        .map("xend", each -> each)
                        .set("y", bottom)
                        .set("yend", 0));
    }

    RowPlot<T> add(Layer<?> layer) {
        plot.add(layer);
        return this;
    }

    /// As many as have room for their labels.
    private List<Double> breaks(DoubleFunction<String> tick) {
        int longest =
                ticks.values(Integer.MAX_VALUE).stream()
                        .mapToInt(each -> tick.apply(each).length())
                        .max()
                        .orElse(1);
        return ticks.values((int) (plotWidth / (longest * CHARACTER_WIDTH + TICK_GAP)));
    }

    Plot plot(DoubleFunction<String> tick) {
        return plot.blank("axis_text_y", "panel_grid_major_y")
                .scale(
                        Map.of(
                                "aesthetic",
                                "y",
                                "limits",
                                List.of(bottom, 0),
                                "expand",
                                List.of(0, 0)))
                .factors("x", "both", breaks(tick), List.of(left, right), tick);
    }
}

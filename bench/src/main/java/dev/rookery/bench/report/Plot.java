// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.commons.geometry.DoubleVector;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/// A picture as a specification of lets-plot, a grammar of graphics: layers, scales and a theme.
final class Plot {
    /// lets-plot writes text twice this high, in units of the picture.
    private static final double TEXT = 6.5;

    private static final int TITLE_HEIGHT = 28;
    private static final int LINE_HEIGHT = 20;

    private final int width;
    private final int height;
    private int headRoom;
    private final Map<String, Object> words = new HashMap<>();
    private final List<Object> layers = new ArrayList<>();
    private final List<Object> scales = new ArrayList<>();
    private final Map<String, Object> theme = new HashMap<>();

    Plot(int width, int height) {
        this.width = width;
        this.height = height;
        words.put("kind", "plot");
        words.put("layers", layers);
        words.put("scales", scales);
        words.put("theme", theme);
        blank(
                "plot_background",
                "panel_background",
                "panel_border",
                "panel_grid_minor",
                "axis_line",
                "axis_ticks",
                "axis_title",
                "legend_title");
        theme.put("plot_margin", Map.of("t", 6, "r", 0, "b", 0, "l", 0));
        theme.put("axis_text_x", Map.of("name", "text", "angle", 0, "blank", false));
        theme.put("panel_grid_major", line(Ink.GRID));
    }

    Plot blank(String... parts) {
        for (String part : parts) {
            theme.put(part, Map.of("name", "blank", "blank", true));
        }
        return this;
    }

    Plot theme(String part, Object words) {
        theme.put(part, words);
        return this;
    }

    Plot add(Layer<?> layer) {
        if (!layer.isEmpty()) {
            layers.add(layer.words());
        }
        return this;
    }

    /// Above the layers, in room of its own.
    Plot title(String title, String... lines) {
        headRoom = TITLE_HEIGHT + lines.length * LINE_HEIGHT;
        words.put("ggtitle", Map.of("text", title, "subtitle", String.join("\n", lines)));
        return this;
    }

    Plot scale(Map<String, Object> words) {
        scales.add(new HashMap<>(words));
        return this;
    }

    /// Equal factors are equal distances.
    ///
    /// @param limits where the axis begins and ends, which may be far from the first and the last
    ///   break
    Plot factors(
            String axis,
            String position,
            List<Double> breaks,
            List<Double> limits,
            DoubleFunction<String> label) {
        Map<String, Object> words = new HashMap<>();
        words.put("aesthetic", axis);
        words.put("trans", "log10");
        words.put("breaks", breaks);
        words.put("labels", breaks.stream().map(label::apply).toList());
        words.put("limits", limits);
        words.put("expand", List.of(0, 0));
        words.put("position", position);
        return scale(words);
    }

    /// Values of the aesthetic are colours, shapes or dashes themselves.
    Plot literally(String aesthetic) {
        return scale(Map.of("aesthetic", aesthetic, "scale_mapper_kind", "identity"));
    }

    static <T> Layer<T> text(List<T> rows, Ink ink) {
        return new Layer<>("text", rows).set("color", ink.light()).set("size", TEXT);
    }

    /// @param size of the stroke; lets-plot draws it 2.2 times as wide
    static <T> Layer<T> stroked(Layer<T> layer, Ink ink, double size) {
        return layer.set("color", ink.light()).set("size", size);
    }

    static Map<String, Object> line(Ink ink) {
        return Map.of("name", "line", "color", ink.light(), "size", 1, "blank", false);
    }

    /// @param title what it shows, in a few words
    /// @param description how to read it, for those who cannot see it
    Drawing draw(String title, String description) {
        String svg =
                PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(
                        words,
                        new DoubleVector(width, height + headRoom),
                        new UnsupportedRGBEncoder(),
                        false);
        return new Drawing(svg, width, height + headRoom, title, description);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// One layer of a [Plot] in the words of lets-plot: a geometry, and what each of its aesthetics
/// shows of each of its rows.
///
/// @param <T> a row
final class Layer<T> {
    private final List<T> rows;
    private final Map<String, Object> data = new HashMap<>();
    private final Map<String, Object> mapping = new HashMap<>();
    private final Map<String, Object> words = new HashMap<>();

    /// @param geometry as `segment`, `rect`, `point`, `text`
    Layer(String geometry, List<T> rows) {
        this.rows = rows;
        words.put("geom", geometry);
        words.put("data", data);
        words.put("mapping", mapping);
        words.put("tooltips", "none");
        words.put("show_legend", false);
    }

    Layer<T> map(String aesthetic, Function<T, Object> value) {
        data.put(aesthetic, rows.stream().map(value).toList());
        mapping.put(aesthetic, aesthetic);
        return this;
    }

    /// The same for all rows.
    Layer<T> set(String word, Object value) {
        words.put(word, value);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Map<String, Object> words() {
        return words;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Colours on light and on dark ground. People who cannot tell red from green can tell those of the
/// contenders apart. All light ones differ, so that a rule of CSS finds what to darken.
enum Ink {
    GROUND("#ffffff", "#0d1117"),
    TEXT("#1b1f24", "#e6edf3"),
    QUIET("#57606a", "#9ea7b3"),
    GRID("#d8dee4", "#30363d"),
    BLUE("#0072b2", "#56b4e9"),
    GREEN("#008a64", "#2bc79a"),
    ORANGE("#d55e00", "#ff8a4c"),
    GOLD("#a87400", "#f0c04a"),
    PINK("#aa4499", "#e39ad0"),
    GREY("#6b7280", "#b6bec8"),
    INDIGO("#332288", "#a99cf0"),
    WINE("#882255", "#f08fb4");

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    String light() {
        return light;
    }

    String dark() {
        return dark;
    }

    /// Rules of CSS that put the dark colours in place of the light ones.
    static String darkened() {
        return Arrays.stream(values()).map(Ink::rules).collect(Collectors.joining());
    }

    private String rules() {
        return """
        .chart [fill="%1$s"]{fill:%2$s}
        .chart [stroke="%1$s"]{stroke:%2$s}
        """
                .formatted(light, dark);
    }
}

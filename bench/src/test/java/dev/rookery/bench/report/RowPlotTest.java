// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class RowPlotTest {
    @Test
    void isAsWideAsAsked() {
        assertThat(drawn("short")).contains("viewBox=\"0 0 440 ");
    }

    @Test
    void longLabelsStayWholeAndMakeItWider() {
        String label = "scenario-".repeat(6);
        assertThat(drawn(label)).contains(">" + label + "</text>").contains("viewBox=\"0 0 650 ");
    }

    @Test
    void headingsAndFiguresAreBold() {
        assertThat(drawn("short"))
                .containsPattern("font-weight=\"bold\"[^>]*>Group</text>")
                .containsPattern("font-weight=\"bold\"[^>]*>5 times</text>");
    }

    @Test
    void axisHasAsManyLabelsAsHaveRoom() {
        assertThat(drawn("short", Numbers::tick)).contains(">2</text>", ">10</text>");
        assertThat(drawn("short", each -> Numbers.tick(each) + " times better"))
                .contains(">10 times better</text>")
                .doesNotContain(">2 times better</text>");
    }

    private static String drawn(String label) {
        return drawn(label, Numbers::tick);
    }

    private static String drawn(String label, DoubleFunction<String> tick) {
        Map<String, List<String>> groups = Map.of("Group", List.of(label));
        return new RowPlot<>(440, 20, groups, each -> each, new Ticks(1, 10))
                .figure(_ -> "5 times")
                .plot(tick)
                .draw("title", "description")
                .inPage();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DrawingTest {
    @Test
    void textsStayTextsWhateverTheySay() {
        assertThat(plot("<0.6421> & more").draw("a", "b").inPage())
                .contains(">&lt;0.6421&gt; &amp; more</text>");
    }

    @Test
    void saysWhatItShowsAndHowToReadIt() {
        assertThat(plot("x").draw("Title & more", "Read <it>").inPage())
                .contains("<title>Title &amp; more</title><desc>Read &lt;it&gt;</desc>");
    }

    @Test
    void sameFiguresMakeTheSameDrawing() {
        assertThat(plot("x").draw("a", "b").asFile()).isEqualTo(plot("x").draw("a", "b").asFile());
    }

    @Test
    void coloursAreThoseThatTheStylesheetDarkens() {
        String file = plot("x").draw("a", "b").asFile();
        assertThat(file)
                .contains("stroke=\"" + Ink.PINK.light() + "\"")
                .contains("[stroke=\"" + Ink.PINK.light() + "\"]{stroke:" + Ink.PINK.dark())
                .doesNotContain("rgb(");
    }

    private static Plot plot(String text) {
        List<Double> rows = List.of(1.0, 2.0);
        return new Plot(200, 100)
                .add(
                        Plot.text(rows, Ink.TEXT)
                                .map("x", each -> each)
                                .map("y", each -> each)
                                .set("label", text))
                .add(
                        Plot.stroked(new Layer<>("line", rows), Ink.PINK, 1)
                                .map("x", each -> each)
                                .map("y", each -> each));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How quiet the machine was.
record NoiseSection(Noise noise) {
    private static final int SHOWN_MAX = 30;

    List<Block> blocks() {
        if (noise.rounds() == 0) {
            return List.of();
        }
        return Block.join(
                List.of(
                        new Block.Heading(2, "Host noise"),
                        new Block.Paragraph(summary()),
                        probes()),
                Block.unlessEmpty(loud()));
    }

    private String summary() {
        return String.format(
                Locale.ROOT,
                "Before each round the machine does the same small work. In %,d of %,d rounds a"
                        + " probe took more than %s times its median.",
                noise.loudRounds(),
                noise.rounds(),
                Noise.LOUD);
    }

    private Block probes() {
        List<List<String>> rows = new ArrayList<>();
        noise.probes()
                .forEach((probe, micros) ->
                        rows.add(
                                List.of(
                                        probe.title(),
                                        Numbers.figure(micros.least()),
                                        Numbers.figure(micros.median()),
                                        Numbers.figure(micros.most()))));
        return new Block.Table(
                "Probes, µs",
                false,
                List.of(
                        Block.Column.text("Probe"),
                        Block.Column.number("Least"),
                        Block.Column.number("Median"),
                        Block.Column.number("Most")),
                rows);
    }

    private Block.Table loud() {
        List<List<String>> rows =
                noise.loud().stream()
                        .limit(SHOWN_MAX)
                        .map(each ->
                                List.of(
                                        each.scenario(),
                                        each.contender(),
                                        String.valueOf(each.number()),
                                        each.probe().title(),
                                        Numbers.times(each.times())))
                        .toList();
        return new Block.Table(
                loudCaption(),
                true,
                List.of(
                        Block.Column.text("Scenario"),
                        Block.Column.text("Contender"),
                        Block.Column.number("Round"),
                        Block.Column.text("Probe"),
                        Block.Column.number("Times median")),
                rows);
    }

    private String loudCaption() {
        int all = noise.loud().size();
        return all > SHOWN_MAX
                ? String.format(Locale.ROOT, "Loud rounds, the worst %d of %,d", SHOWN_MAX, all)
                : "Loud rounds, worst first";
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static java.util.Comparator.comparingLong;

import dev.rookery.bench.result.ContenderFacts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the same work costs in folders, or crowds, of different sizes.
record ScalingSection(List<Comparison> comparisons, Looks looks) {
    /// Up to so many times what the smallest size costs is called flat.
    private static final double FLAT = 2;

    private static final String HOW_TO_READ =
            "Less is better. Growth is what a contender takes beside what it takes itself at the"
                    + " smallest size; up to twice is flat, and the verdict is on rookery.";

    List<Block> blocks() {
        List<Block> pictures = new ArrayList<>();
        List<Block> tables = new ArrayList<>();
        series().forEach((name, sizes) -> {
            List<String> present = present(sizes);
            pictures.addAll(ScalingChart.of(name, sizes, present, looks));
            tables.add(table(name, sizes, present));
        });
        if (tables.isEmpty()) {
            return List.of();
        }
        return Block.join(
                List.of(new Block.Heading(2, "What size costs"), new Block.Paragraph(HOW_TO_READ)),
                pictures,
                tables);
    }

    /// As they come in the run; sizes in order, at least two.
    private Map<String, List<Comparison>> series() {
        Map<String, List<Comparison>> series = new LinkedHashMap<>();
        for (Comparison each : comparisons) {
            if (!each.scenario().series().isEmpty()) {
                series.computeIfAbsent(each.scenario().series(), _ -> new ArrayList<>()).add(each);
            }
        }
        series.values().removeIf(sizes -> sizes.size() < 2);
        series.values().forEach(sizes -> sizes.sort(comparingLong(each -> each.scenario().size())));
        return series;
    }

    private List<String> present(List<Comparison> sizes) {
        return looks.contenders().stream()
                .filter(each -> sizes.stream().anyMatch(it -> it.cost(each).isPresent()))
                .toList();
    }

    private static Block table(String name, List<Comparison> sizes, List<String> present) {
        List<Block.Column> columns = new ArrayList<>();
        columns.add(Block.Column.number("Size"));
        present.forEach(each -> columns.add(Block.Column.number(each)));
        columns.add(Block.Column.number("Growth of rookery"));
        columns.add(Block.Column.text("Verdict"));
        columns.add(Block.Column.number("Growth of dovecot"));
        return new Block.Table(
                name + ", " + sizes.getFirst().costUnit(),
                false,
                columns,
                sizes.stream().map(each -> row(each, sizes.getFirst(), present)).toList());
    }

    private static List<String> row(Comparison each, Comparison smallest, List<String> present) {
        Optional<Double> growth = growth(ContenderFacts.ROOKERY, each, smallest);
        List<String> row = new ArrayList<>();
        row.add(Numbers.count(each.scenario().size()));
        for (String contender : present) {
            row.add(each.cost(contender).map(Numbers::figure).orElse(Numbers.NONE));
        }
        row.add(growth.map(Numbers::times).orElse(Numbers.NONE));
        row.add(growth.map(it -> it <= FLAT ? "flat" : "grows").orElse(Numbers.NONE));
        row.add(
                growth(ContenderFacts.DOVECOT, each, smallest)
                        .map(Numbers::times)
                        .orElse(Numbers.NONE));
        return row;
    }

    /// Empty at the smallest size itself.
    private static Optional<Double> growth(String contender, Comparison each, Comparison smallest) {
        if (each.equals(smallest)) {
            return Optional.empty();
        }
        return each.cost(contender)
                .flatMap(cost -> smallest.cost(contender).map(least -> cost / least));
    }
}

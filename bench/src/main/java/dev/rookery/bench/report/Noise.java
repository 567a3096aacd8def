// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What the machine did beside the benchmark.
///
/// @param rounds of all contenders in all scenarios
/// @param loud worst first
record Noise(int rounds, Map<Probe, Spread> probes, List<Loud> loud) {
    /// From here on a round is named: times the median of its probe.
    static final double LOUD = 1.5;

    enum Probe {
        HASH("hash of 256 KiB"),
        RENAME("rename"),
        FORCE("force of 512 bytes");

        private final String title;

        Probe(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        double micros(HostNoise host) {
            return switch (this) {
                case HASH -> host.hash();
                case RENAME -> host.rename();
                case FORCE -> host.force();
            };
        }
    }

    /// A round before which a probe took much longer than it mostly did.
    ///
    /// @param number from 1
    /// @param times the median
    record Loud(String scenario, String contender, int number, Probe probe, double times) {}

    /// No probes if there are no rounds.
    static Noise of(BenchRun run) {
        List<Round> rounds =
                run.scenarios().stream()
                        .flatMap(scenario -> scenario.results().stream())
                        .flatMap(result -> result.rounds().stream())
                        .toList();
        Map<Probe, Spread> probes = new EnumMap<>(Probe.class);
        List<Loud> loud = new ArrayList<>();
        if (!rounds.isEmpty()) {
            for (Probe probe : Probe.values()) {
                double[] micros =
                        rounds.stream().mapToDouble(round -> probe.micros(round.host())).toArray();
                Spread spread = Statistics.spread(micros);
                probes.put(probe, spread);
                loud.addAll(loud(run, probe, spread.median()));
            }
        }
        loud.sort(Comparator.comparingDouble(Loud::times).reversed());
        return new Noise(rounds.size(), probes, loud);
    }

    /// A round that two probes name counts once.
    long loudRounds() {
        return loud.stream()
                .map(each -> List.of(each.scenario(), each.contender(), each.number()))
                .distinct()
                .count();
    }

    private static List<Loud> loud(BenchRun run, Probe probe, double median) {
        List<Loud> found = new ArrayList<>();
        for (ScenarioResult scenario : run.scenarios()) {
            for (ContenderResult result : scenario.results()) {
                for (int i = 0; i < result.rounds().size(); i++) {
                    HostNoise host = result.rounds().get(i).host();
                    double times = probe.micros(host) / median;
                    if (times > LOUD) {
                        found.add(
                                new Loud(scenario.name(), result.contender(), i + 1, probe, times));
                    }
                }
            }
        }
        return found;
    }
}

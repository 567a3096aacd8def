// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.ContenderFacts;
import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.Percentiles;
import dev.rookery.bench.result.Round;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.result.Unit;
import java.util.Arrays;
import java.util.List;

/// A small run with figures that can be checked by hand.
final class SampleRun {
    static final HostNoise QUIET = new HostNoise(500, 20, 1_000);

    private SampleRun() {}

    /// Delivery is 4 times better and meets its target, APPEND is 1.5 times better and misses it,
    /// SORT nobody else offers.
    static BenchRun small() {
        return run(
                delivery("deliver-1k", 1_000, 800, 200),
                delivery("deliver-100k", 100_000, 500, 125),
                scenario(
                        "append",
                        "APPEND",
                        Unit.MILLISECONDS,
                        3,
                        "",
                        0,
                        List.of(result("rookery", 2, 2, 2), result("dovecot", 3, 3, 3)),
                        List.of()),
                scenario(
                        "sort",
                        "SORT",
                        Unit.PER_SECOND,
                        0,
                        "",
                        0,
                        List.of(result("rookery", 10, 11, 12)),
                        List.of(new Absence("dovecot", "not offered: SORT"))));
    }

    static BenchRun run(ScenarioResult... scenarios) {
        return new BenchRun(
                "bench --rounds 3",
                "2026-11-30T12:00:00Z",
                12.34,
                new Machine("Some CPU", 2, 8L << 30, "6.1.0", "25", "ext4", "abc1234"),
                List.of(
                        new ContenderFacts("rookery", "Rookery <fast & small|own>", "0.1.0", ""),
                        new ContenderFacts("dovecot", "Dovecot", "2.4.1", "mail_fsync = <b>")),
                List.of(new Absence("cyrus", "not installed: apt install cyrus-imapd")),
                List.of(scenarios));
    }

    static ScenarioResult scenario(
            String name,
            String title,
            Unit unit,
            double target,
            String series,
            long size,
            List<ContenderResult> results,
            List<Absence> absences) {
        return new ScenarioResult(
                name, title, "Basics", unit, target, series, size, results, absences);
    }

    static ContenderResult result(String contender, double... values) {
        return result(contender, Arrays.stream(values).mapToObj(SampleRun::round).toList());
    }

    static ContenderResult result(String contender, List<Round> rounds) {
        Percentiles latencies = new Percentiles(5_000, 1_000, 2_000, 5_000, 9_000, 12_000);
        return new ContenderResult(contender, rounds, latencies);
    }

    static Round round(double value) {
        return round(value, QUIET);
    }

    static Round round(double value, double drainedValue) {
        return new Round(value, drainedValue, 1_000, 1, 2, 0.5, 0.75, 100_000, QUIET);
    }

    static Round round(double value, HostNoise host) {
        return new Round(value, value / 2, 1_000, 1, 2, 0.5, 0.75, 100_000, host);
    }

    static ScenarioResult delivery(String name, long size, double ours, double theirs) {
        return scenario(
                name,
                "Delivery to " + size,
                Unit.PER_SECOND,
                2,
                "Delivery",
                size,
                List.of(
                        result("rookery", ours, ours, ours),
                        result("dovecot", theirs, theirs, theirs)),
                List.of());
    }
}

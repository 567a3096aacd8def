// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

import java.util.List;

/// One run of the benchmark, whole.
///
/// @param command that repeats it
/// @param begun in UTC, ISO 8601
/// @param absences contenders that could not take part at all
public record BenchRun(
        String command,
        String begun,
        double minutes,
        Machine machine,
        List<ContenderFacts> contenders,
        List<Absence> absences,
        List<ScenarioResult> scenarios) {
    public BenchRun {
        contenders = List.copyOf(contenders);
        absences = List.copyOf(absences);
        scenarios = List.copyOf(scenarios);
    }
}

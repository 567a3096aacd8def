// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.ContenderFacts;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.ScenarioResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is known of a run so far: by the thread that measures, and the one that ends the run.
final class Findings {
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final String command;
    private final Machine machine;
    private final Map<Contender, String> versions;
    private final List<Absence> absences;
    private final Map<String, String> settings = new HashMap<>();
    private final List<ScenarioResult> results = new ArrayList<>();

    /// @param command that repeats it
    /// @param absences contenders that cannot take part at all
    Findings(
            String command,
            Machine machine,
            Map<Contender, String> versions,
            List<Absence> absences) {
        this.command = command;
        this.machine = machine;
        this.versions = versions;
        this.absences = absences;
    }

    /// How a contender was set.
    synchronized void settings(String contender, String text) {
        settings.put(contender, text);
    }

    /// Whether nothing was measured yet.
    synchronized boolean areNone() {
        return results.isEmpty();
    }

    synchronized void add(ScenarioResult result) {
        results.add(result);
    }

    synchronized BenchRun run() {
        return new BenchRun(
                command,
                begun.toString(),
                Duration.between(begun, Instant.now()).toSeconds() / 60.0,
                machine,
                versions.entrySet().stream()
                        .map(each -> facts(each.getKey(), each.getValue()))
                        .toList(),
                absences,
                results);
    }

    private ContenderFacts facts(Contender contender, String version) {
        String name = contender.name();
        return new ContenderFacts(
                name, contender.title(), version, settings.getOrDefault(name, ""));
    }
}

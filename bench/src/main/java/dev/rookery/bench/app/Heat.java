// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.measure.Lane;
import dev.rookery.bench.measure.Step;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.scenario.Facts;
import dev.rookery.bench.scenario.Scenario;
import dev.rookery.bench.scenario.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// One scenario with all who can take part. Who fails, or answers wrongly, is out, with the reason.
final class Heat {
    static final String NOT_OFFERED = "does not offer ";

    private final Scenario scenario;
    private final Facts facts;
    private final Blame blame;
    private final List<Lane> lanes = new ArrayList<>();
    private final List<Absence> absences = new ArrayList<>();

    Heat(Scenario scenario, List<Absence> refusals, Blame blame) {
        this.scenario = scenario;
        this.blame = blame;
        this.facts = scenario.facts();
        absences.addAll(refusals);
    }

    /// @param capabilities that the contender says it has
    void enter(String contender, Site site, Set<String> capabilities)
            throws IOException, InterruptedException {
        Set<String> lacking = new TreeSet<>(facts.needs());
        lacking.removeAll(capabilities);
        if (!lacking.isEmpty()) {
            absences.add(new Absence(contender, NOT_OFFERED + String.join(", ", lacking)));
            return;
        }
        try {
            lanes.add(new Lane(contender, facts.unit(), scenario.begin(site), site::processes));
        } catch (IOException | RuntimeException | OutOfMemoryError refused) {
            absences.add(blame.on(contender, refused));
        }
    }

    List<Lane> lanes() {
        return List.copyOf(lanes);
    }

    void warmUp(Lane lane, Duration length) throws IOException, InterruptedException {
        attempt(lane, () -> lane.warmUp(length));
    }

    /// @param host what the machine was like just before
    void round(Lane lane, Duration length, HostNoise host)
            throws IOException, InterruptedException {
        attempt(lane, () -> lane.round(length, host));
    }

    private void attempt(Lane lane, Step step) throws IOException, InterruptedException {
        try {
            step.run();
        } catch (IOException | RuntimeException | OutOfMemoryError failed) {
            out(lane, failed);
        }
    }

    private void out(Lane lane, Throwable failed) throws IOException, InterruptedException {
        lanes.remove(lane);
        try {
            lane.trial().close();
        } catch (IOException | RuntimeException more) {
            failed.addSuppressed(more);
        }
        absences.add(blame.on(lane.contender(), failed));
    }

    ScenarioResult finish() throws IOException, InterruptedException {
        for (Lane lane : lanes()) {
            try {
                lane.trial().close();
            } catch (IOException | RuntimeException failed) {
                lanes.remove(lane);
                absences.add(blame.on(lane.contender(), failed));
            }
        }
        List<ContenderResult> results = lanes.stream().map(Lane::result).toList();
        return new ScenarioResult(
                facts.name(),
                facts.title(),
                facts.group(),
                facts.unit(),
                facts.target(),
                facts.series(),
                facts.size(),
                results,
                absences);
    }
}

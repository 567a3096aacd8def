// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.result.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void isGoodIfNobodyFailed() {
        assertThat(exitCode(List.of(), List.of())).isZero();
    }

    @Test
    void isBadIfRookeryFailedInAScenario() {
        assertThat(exitCode(List.of(), List.of(new Absence("rookery-strict", "NO")))).isEqualTo(1);
    }

    @Test
    void isBadIfRookeryCouldNotTakePart() {
        assertThat(exitCode(List.of(new Absence("rookery", "no launcher")), List.of()))
                .isEqualTo(1);
    }

    @Test
    void doesNotCareForFailuresOfOthers() {
        assertThat(exitCode(List.of(), List.of(new Absence("dovecot", "NO")))).isZero();
    }

    @Test
    void allowsWhatRookeryDoesNotOffer() {
        Absence allowed = new Absence("rookery", Heat.NOT_OFFERED + "IDLE");
        assertThat(exitCode(List.of(), List.of(allowed))).isZero();
    }

    private static int exitCode(List<Absence> ofRun, List<Absence> ofScenario) {
        ScenarioResult scenario =
                new ScenarioResult("s", "S", "G", Unit.PER_SECOND, 0, "", 0, List.of(), ofScenario);
        Machine machine = new Machine("cpu", 2, 1, "Linux", "25", "ext4", "unknown");
        return Verdict.exitCode(
                new BenchRun("bench", "", 1, machine, List.of(), ofRun, List.of(scenario)));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.simulation.DiskEvent.ForceFailed;
import dev.rookery.maildir.simulation.DiskEvent.Marked;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Lets the first force fail, the second, and so on, while the next one on the same file reports
/// success without having saved anything: nothing is acknowledged that rests on it.
@ExtendWith(QuietLog.class)
class FailedForceTest {
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);
    private static final int STATES_PER_FORCE = Integer.getInteger("rookery.crash.forces", 20);
    private static final int ACKNOWLEDGED_AFTER = 2;

    @Test
    void acknowledgesNothingThatRestsOnAFailedForce() throws IOException {
        assertThat(forces(Scenario.steps())).isGreaterThan(50);
    }

    @Test
    void acknowledgesNoneOfSeveralMessagesThen() throws IOException {
        assertThat(forces(Scenario.severalAtOnce())).isGreaterThan(20);
    }

    @Test
    void acknowledgesNoMessageInThePlaceOfAnotherThen() throws IOException {
        assertThat(forces(Scenario.replacingSteps())).isGreaterThan(20);
    }

    /// Cuts the power after each failure; answers how many forces there are.
    private static int forces(List<Step> steps) throws IOException {
        int states = 0;
        int n = 0;
        try (CrashCheck check = new CrashCheck(SEED)) {
            for (int more = 1; more > 0; states += more) {
                more = cutAfterFailureOf(++n, steps, check);
            }
        }
        System.out.printf("failed forces: %d, %d states, seed %d%n", n - 1, states, SEED);
        return n - 1;
    }

    /// Answers how many states were looked at: none if there were not so many forces.
    private static int cutAfterFailureOf(int n, List<Step> steps, CrashCheck check)
            throws IOException {
        List<DiskEvent> log = Recording.of(steps, SEED, (number, _) -> number == n);
        CrashStates states = new CrashStates(log, SEED, moments(log)::get);
        var _ =
                states.visit(
                        STATES_PER_FORCE,
                        state -> {
                            try {
                                check.verify(state.image(), state.expectation());
                            } catch (IOException | RuntimeException | AssertionError broken) {
                                throw new AssertionError(
                                        "force %d failed, %s".formatted(n, state.describe()),
                                        broken);
                            }
                            return true;
                        });
        return states.count();
    }

    /// From the failure on, until the step that met it and another one are acknowledged.
    private static BitSet moments(List<DiskEvent> log) {
        BitSet moments = new BitSet();
        int left = 0;
        for (int i = 0; i < log.size(); i++) {
            switch (log.get(i)) {
                case ForceFailed _ -> left = ACKNOWLEDGED_AFTER + 1;
                case Marked(Milestone.Acknowledged _) -> left--;
                default -> {}
            }
            moments.set(i + 1, left > 0);
        }
        return moments;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.QuietLog;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Cuts the power at every moment of a scenario and loses what was not forced, in every way up to
/// three changes at a time: whatever was acknowledged is there when the machine starts again.
///
/// `-Drookery.crash.states=1000000` looks at more states, `-Drookery.crash.seed=<seed>` at others,
/// and `-Drookery.crash.only=<number>` at that one of each recording.
@ExtendWith(QuietLog.class)
class CrashStatesTest {
    private static final int STATES = Integer.getInteger("rookery.crash.states", 10_000);
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);
    private static final int ONLY = Integer.getInteger("rookery.crash.only", 0);
    private static final int STATES_PER_RANDOM_SCENARIO = 5_000;
    private static final int STEPS_PER_RANDOM_SCENARIO = 40;
    private static final int CUT_AGAIN_EVERY = 100;
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final Duration LATER = Duration.ofSeconds(1);

    private int visited;

    @Test
    void keepsItsPromisesInEveryStateAPowerCutCanLeave() throws IOException {
        List<Step> steps = Scenario.longSteps();
        visit("names at once", Recording.of(steps, AT_ONCE, SEED), STATES / 2, SEED);
        visit("names later", Recording.of(steps, LATER, SEED), STATES / 4, SEED);
        for (long seed = SEED; visited < STATES; seed++) {
            List<Step> random = RandomScenario.steps(STEPS_PER_RANDOM_SCENARIO, seed);
            int left = Math.min(STATES - visited, STATES_PER_RANDOM_SCENARIO);
            visit("random scenario", Recording.of(random, AT_ONCE, seed), left, seed);
        }
    }

    @Test
    void keepsThemAlsoWhenProcessesDiedBefore() throws IOException {
        List<DiskEvent> events = Recording.ofDyingProcesses(Scenario.longSteps(), SEED);
        visit("dying processes", events, STATES / 10, SEED);
    }

    @Test
    void copiesAndMovesAllMessagesOrNone() throws IOException {
        List<DiskEvent> events = Recording.of(Scenario.severalAtOnce(), SEED, (_, _) -> false);
        visit("several at once", events, STATES / 20, SEED);
    }

    @Test
    void leavesEitherTheOldMessageOrTheOneInItsPlace() throws IOException {
        List<Step> steps = Scenario.replacingSteps();
        visit("replacing", Recording.of(steps, SEED, (_, _) -> false), STATES / 10, SEED);
        visit("replacing, dying", Recording.ofDyingProcesses(steps, SEED), STATES / 20, SEED);
    }

    @Test
    void keepsThemWhereFoldersLieWithinEachOther() throws IOException {
        List<DiskEvent> events = Recording.of(Scenario.longSteps(), FolderLayout.FS, SEED);
        try (CrashCheck check = new CrashCheck(SEED, UnaryOperator.identity(), FolderLayout.FS)) {
            visit("nested folders", events, STATES / 10, SEED, check);
        }
    }

    @Test
    void startsAfterAPowerCutInADeleteThatFollowsARename() throws IOException {
        List<Step> steps =
                List.of(
                        Scenario.create("Old"),
                        Scenario.rename("Old", "New"),
                        Scenario.delete("New"));
        List<DiskEvent> events = Recording.of(steps, SEED, (_, _) -> false);
        visit("rename, delete", events, STATES / 10, SEED);
    }

    @Test
    void showsNoPartOfACopyWhereFilesHaveOneName() throws IOException {
        List<DiskEvent> events = Recording.withoutLinks(Scenario.copyingSteps(), SEED);
        try (CrashCheck check = new CrashCheck(SEED, SimulatedDisk::withoutLinks)) {
            visit("no links", events, STATES / 10, SEED, check);
        }
    }

    private void visit(String what, List<DiskEvent> events, int wanted, long seed)
            throws IOException {
        try (CrashCheck check = new CrashCheck(seed)) {
            visit(what, events, wanted, seed, check);
        }
    }

    private void visit(String what, List<DiskEvent> events, int wanted, long seed, CrashCheck check)
            throws IOException {
        CrashStates states = new CrashStates(events, seed);
        AtomicInteger meanwhile = new AtomicInteger();
        var _ =
                states.visit(
                        wanted,
                        state -> {
                            try {
                                meanwhile.addAndGet(look(state, check));
                            } catch (IOException | RuntimeException | AssertionError broken) {
                                throw new AssertionError(
                                        "%s, seed %d, %s".formatted(what, seed, state.describe()),
                                        broken);
                            }
                            return true;
                        });
        visited += states.count();
        System.out.printf(
                "crash states: %d, and %d while recovering; %s, %d events, seed %d%n",
                states.count(), meanwhile.get(), what, events.size(), seed);
    }

    /// Answers how many more states were looked at for this one.
    private static int look(CrashStates.State state, CrashCheck check) throws IOException {
        if (ONLY != 0 && state.number() != ONLY) {
            return 0;
        }
        if (state.number() % CUT_AGAIN_EVERY == 0) {
            return check.verifyWithCutsMeanwhile(state.image(), state.expectation());
        }
        check.verify(state.image(), state.expectation());
        return 0;
    }
}

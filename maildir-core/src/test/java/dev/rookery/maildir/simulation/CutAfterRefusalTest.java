// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.QuietLog;
import dev.rookery.maildir.SystemFlag;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Lets each call to the disk fail that a step of several messages makes, and cuts the power
/// afterwards: all of the messages are there then, or none.
@ExtendWith(QuietLog.class)
class CutAfterRefusalTest {
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);
    private static final int STATES_PER_CALL = Integer.getInteger("rookery.crash.calls", 10);

    private static final Step FIRST = Scenario.create("Work");
    private static final Step BEFORE =
            Scenario.deliverAll("INBOX", Flags.NONE, "before", "large before");
    private static final Step AFTER = Scenario.deliver("INBOX", "after", Flags.NONE);

    static Stream<Arguments> cases() {
        Flags seen = Flags.of(SystemFlag.SEEN);
        List<Step> steps =
                List.of(
                        Scenario.deliverAll("INBOX", Flags.NONE, "large a", "b", "large c"),
                        Scenario.deliverAll("INBOX", seen, "large d", "large e"),
                        replace("INBOX", List.of("before"), "large f"),
                        replace("Work", List.of("before", "large before"), "g", "large h", "i"),
                        replace("INBOX", List.of("large before"), "j", "large k"),
                        Scenario.renameInbox("Past"));
        return steps.stream()
                .flatMap(step ->
                        Stream.of(Fault.IO_ERROR, Fault.LOST_ANSWER, Fault.NO_SPACE)
                                .map(fault -> Arguments.of(step, fault)));
    }

    private static Step replace(String target, List<String> old, String... fresh) {
        return Scenario.replace("INBOX", old, target, Flags.of(SystemFlag.FLAGGED), fresh);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesAllOrNoneWhicheverCallFailed(Step step, Fault fault) throws IOException {
        int n = 0;
        int states = 0;
        try (CrashCheck check = new CrashCheck(SEED)) {
            for (boolean hit = true; hit; ) {
                AtomicBoolean met = new AtomicBoolean();
                states += cutAfter(step, nth(++n, fault, met), check, fault + " of call " + n);
                hit = met.get();
            }
        }
        System.out.printf("%s, %s: %d calls, %d states%n", step, fault, n - 1, states);
        assertThat(n).isGreaterThan(10);
    }

    private static FaultPlan nth(int n, Fault fault, AtomicBoolean met) {
        FaultPlan nth = FaultPlan.nth(n, fault);
        return call -> {
            Optional<Fault> what = nth.on(call);
            if (what.isPresent()) {
                met.set(true);
            }
            return what;
        };
    }

    private static int cutAfter(Step step, FaultPlan plan, CrashCheck check, String what)
            throws IOException {
        List<DiskEvent> log = Recording.of(List.of(FIRST, BEFORE, step, AFTER), SEED, step, plan);
        CrashStates states = new CrashStates(log, SEED, moments(log, step)::get);
        var _ =
                states.visit(
                        STATES_PER_CALL,
                        state -> {
                            try {
                                check.verify(state.image(), state.expectation());
                            } catch (IOException | RuntimeException | AssertionError broken) {
                                throw new AssertionError(what + ", " + state.describe(), broken);
                            }
                            return true;
                        });
        return states.count();
    }

    /// From when the step is asked for.
    private static BitSet moments(List<DiskEvent> log, Step step) {
        BitSet moments = new BitSet();
        boolean begun = false;
        for (int i = 0; i < log.size(); i++) {
            begun |=
                    log.get(i) instanceof DiskEvent.Marked(Milestone.Begun(Step s))
                            && s.equals(step);
            moments.set(i + 1, begun);
        }
        return moments;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskEvent.Effect;
import dev.rookery.maildir.simulation.DiskEvent.ForceFailed;
import dev.rookery.maildir.simulation.DiskEvent.Marked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/// Every state in which a power cut can leave a recorded disk, or as many as are wanted.
///
/// First come the extremes of each moment, then the simple ones; then, again and again over all
/// moments, a few more in an order that looks random, until there are no more.
final class CrashStates {
    private static final int CUTS_PER_PASS = 16;
    private static final int PRIME = 1_000_003;

    private final DiskImage start;
    private final Expectation first;
    private final List<DiskEvent> events;
    private final IntPredicate moments;
    private final long seed;
    private final Set<Long> met = new HashSet<>();
    private int number;
    private boolean more;

    /// Looks at one state.
    @FunctionalInterface
    interface Visitor {
        /// Answers whether to go on.
        boolean visit(State state) throws IOException;
    }

    /// @param number counted from 1, in an order that depends on the log and the seed alone
    record State(
            int number,
            PowerCut cut,
            DiskHistory history,
            DiskImage image,
            Expectation expectation) {
        /// All that is needed to understand what happened.
        String describe() {
            return "state %d: power cut after event %d, step %s%n%s%n%s"
                    .formatted(
                            number,
                            cut.events(),
                            expectation.open().map(Step::name).orElse("(none open)"),
                            history.describe(cut),
                            image.describe());
        }
    }

    /// Of a disk that was empty at first.
    CrashStates(List<DiskEvent> events, long seed) {
        this(events, seed, _ -> true);
    }

    /// @param moments after how many events the power may be cut
    CrashStates(List<DiskEvent> events, long seed, IntPredicate moments) {
        this(new DiskImage(), Expectation.atFirst(), events, seed, moments);
    }

    /// Of a disk on which a store is started after a power cut.
    ///
    /// @param events what happened then, or would have
    CrashStates(
            CrashCheck.Restart restart, List<DiskEvent> events, long seed, IntPredicate moments) {
        this(restart.image(), restart.expectation(), events, seed, moments);
    }

    private CrashStates(
            DiskImage start,
            Expectation expectation,
            List<DiskEvent> events,
            long seed,
            IntPredicate moments) {
        this.start = start;
        this.first = expectation;
        this.events = events;
        this.moments = moments;
        this.seed = seed;
    }

    /// How many states were visited; no two have the same disk and the same promises.
    int count() {
        return number;
    }

    /// Visits so many states, or all there are, or until the visitor has had enough; answers
    /// whether it has not.
    boolean visit(int wanted, Visitor visitor) throws IOException {
        boolean goOn = true;
        more = true;
        for (int pass = 0; goOn && more && number < wanted; pass++) {
            goOn = pass(wanted, visitor, pass);
        }
        return goOn;
    }

    private boolean pass(int wanted, Visitor visitor, int pass) throws IOException {
        more = false;
        DiskHistory history = new DiskHistory(start, events);
        Expectation expectation = first;
        long promises = 0;
        while (history.hasNext()) {
            DiskEvent event = history.next();
            if (event instanceof Marked marked) {
                expectation = expectation.after(marked.milestone());
                promises = history.passed();
            } else if (event instanceof ForceFailed) {
                expectation = expectation.afterFailedForce();
            }
            if (!isMoment(event, history.passed())) {
                continue;
            }
            for (PowerCut cut : cuts(history, pass)) {
                DiskImage image = history.image(cut);
                if (met.add(image.hash() * 31 + promises)) {
                    number++;
                    if (!visitor.visit(new State(number, cut, history, image, expectation))) {
                        return false;
                    }
                    if (number == wanted) {
                        return true;
                    }
                }
            }
        }
        return true;
    }

    /// A power cut after a force leaves nothing that one before it would not. What was told counts
    /// at once; that a step was begun only allows more.
    private boolean isMoment(DiskEvent event, int passed) {
        boolean told = isTold(event) && (passed == events.size() || !isTold(events.get(passed)));
        return (told || event instanceof Effect) && moments.test(passed);
    }

    private static boolean isTold(DiskEvent event) {
        return event instanceof Marked marked && !(marked.milestone() instanceof Milestone.Begun);
    }

    private List<PowerCut> cuts(DiskHistory history, int pass) {
        boolean torn = DiskHistory.lastWrite(history.pending()).isPresent();
        PowerCuts all = new PowerCuts(history.passed(), history.pending().size(), torn);
        long from =
                switch (pass) {
                    case 0 -> 0;
                    case 1 -> PowerCuts.EXTREMES;
                    default -> all.simple() + (pass - 2L) * CUTS_PER_PASS;
                };
        long to =
                switch (pass) {
                    case 0 -> PowerCuts.EXTREMES;
                    case 1 -> all.simple();
                    default -> Math.min(from + CUTS_PER_PASS, all.size());
                };
        more |= to < all.size();
        long others = all.size() - all.simple();
        List<PowerCut> cuts = new ArrayList<>();
        for (long i = from; i < to; i++) {
            boolean simple = i < all.simple();
            cuts.add(all.get(simple ? i : all.simple() + shuffled(i - all.simple(), others)));
        }
        return cuts;
    }

    /// Another number below `size` for each number below it: the prime has no factor in common with
    /// it, being greater than most and no divisor of the few others.
    private long shuffled(long i, long size) {
        long step = size % PRIME == 0 ? 1 : PRIME;
        return Math.floorMod(i * step + seed, size);
    }
}

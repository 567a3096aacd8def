// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one call to the store did on a disk, to be cut off at any moment.
///
/// @param start the disk before, all of it durable
/// @param events what happened since
record RecordedCall(DiskImage start, List<DiskEvent> events) {
    private static final boolean ALL = Boolean.getBoolean("rookery.crash.mutants");

    /// What every change of an account forces: [DurabilityMutantsTest] takes that away.
    private static final List<String> OF_EVERY_ACCOUNT =
            List.of(
                    "AccountWriter.",
                    "CacheFile.",
                    "FolderFiles.",
                    "FolderStore.",
                    "HeadFile.",
                    "Journal.",
                    "JournalFiles.",
                    "OpenAccount.",
                    "Placer.",
                    "SegmentOutput.");

    /// What a machine that is switched off in peace leaves on its disk.
    static DiskImage settled(List<DiskEvent> events) {
        DiskHistory history = new DiskHistory(events);
        while (history.hasNext()) {
            var _ = history.next();
        }
        return history.image(PowerCut.losing(history.passed(), new BitSet()));
    }

    /// Checks one state.
    @FunctionalInterface
    interface Check {
        /// @param told how many milestones there were before the power cut
        /// @throws AssertionError if a promise is broken
        void verify(CrashStates.State state, int told) throws IOException;
    }

    /// Cuts the power at every moment; answers how many states there were.
    int verify(int statesMax, long seed, Check check) throws IOException {
        CrashStates states = new CrashStates(begun(), events, seed, _ -> true);
        var _ =
                states.visit(
                        statesMax,
                        state -> {
                            check.verify(state, told(events, state));
                            return true;
                        });
        return states.count();
    }

    /// Takes each force out of the call that is its own; answers those that no state shows to be
    /// missing.
    ///
    /// @param harmless which are not answered, and tried only with `-Drookery.crash.mutants=true`
    /// @param statesMax to be looked at for each
    SortedSet<String> uncaught(Set<String> harmless, int statesMax, long seed, Check check)
            throws IOException {
        SortedSet<String> uncaught = new TreeSet<>();
        for (DurabilityMutant mutant : DurabilityMutant.withoutForces(events)) {
            boolean known = !ALL && harmless.contains(mutant.name());
            if (known || isOfEveryAccount(mutant.name())) {
                continue;
            }
            CrashStates states =
                    new CrashStates(begun(), mutant.events(), seed, mutant.moments()::get);
            if (states.visit(statesMax, state -> holds(check, state, mutant.events()))) {
                uncaught.add(mutant.name());
            }
        }
        uncaught.removeAll(harmless);
        return uncaught;
    }

    private static boolean isOfEveryAccount(String mutant) {
        return OF_EVERY_ACCOUNT.stream().anyMatch(site -> mutant.startsWith("no force in " + site));
    }

    private CrashCheck.Restart begun() {
        return new CrashCheck.Restart(start, Expectation.atFirst(), events);
    }

    private static boolean holds(Check check, CrashStates.State state, List<DiskEvent> events) {
        try {
            check.verify(state, told(events, state));
            return true;
        } catch (IOException | RuntimeException | AssertionError broken) {
            return false;
        }
    }

    private static int told(List<DiskEvent> events, CrashStates.State state) {
        List<DiskEvent> before = events.subList(0, state.cut().events());
        return (int) before.stream().filter(DiskEvent.Marked.class::isInstance).count();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Takes each force out of the engine, or has it come too late, and looks whether a power cut shows
/// it: a mutant nobody catches is a force nobody needs, or a gap in [CrashStatesTest].
///
/// `-Drookery.crash.mutants=true` prints what became of each.
class DurabilityMutantsTest {
    private static final Logger LOG = Logger.getLogger("dev.rookery.maildir");
    private static final boolean VERBOSE = Boolean.getBoolean("rookery.crash.mutants");
    private static final long SEED = Long.getLong("rookery.crash.seed", 1);
    private static final int STATES_MAX = 2_000;
    private static final int RESTARTS = 1_500;
    private static final int STATES_PER_RESTART = 30;

    private static final String ROOM_OF_NEW_JOURNAL =
            "Journal.requireRoom(rookery.journal-new) from JournalFiles.begin";

    private static final String NAMES_FOUND_IN_NEW =
            "no force in SyncFolder.prepare(new) from Pending.prepare";

    /// Mistakes that break no promise, and why.
    private static final Map<String, String> HARMLESS =
            Map.of(
                    "no force in " + ROOM_OF_NEW_JOURNAL,
                    "forcing the group makes the size durable as well; done ahead for speed",
                    "no force in FolderFiles.create(folder) from CreateFolder.makeDirectory",
                    "a new folder is forced once more when it is whole",
                    "no force in CreateFolder.forceAll(folder) from Pending.prepare",
                    "saves nothing: each directory in it was forced as it was made",
                    NAMES_FOUND_IN_NEW,
                    "saves nothing: other programs rename into cur/, not within new/");

    private static final Map<String, String> HARMLESS_IN_RECOVERY =
            Map.of(
                    "no force in " + ROOM_OF_NEW_JOURNAL,
                    "forcing the group makes the size durable as well; done ahead for speed",
                    "no force in Journal.force(rookery.journal-new) from JournalFiles.begin",
                    "a recovery that begins a journal finds an empty account, and does so again",
                    "no force in JournalFiles.publish(Maildir) from OpenAccount.replace",
                    "the same",
                    "no force in RemoveFolder.putBack(Maildir) from SettleFolders.putBack",
                    "the next recovery puts it back again",
                    NAMES_FOUND_IN_NEW,
                    "what is there after a power cut is durable",
                    "no force in SyncFolder.prepare(cur) from Pending.prepare",
                    "the same");

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    @Test
    void catchesEveryMissingOrLateForce() throws IOException {
        List<DiskEvent> log = Recording.of(Scenario.longSteps(), Duration.ZERO, SEED);
        say(DurabilityMutant.callSites(log).toString().replace(", ", "\n"));
        Map<String, Boolean> caught = new TreeMap<>();
        try (CrashCheck check = new CrashCheck(SEED)) {
            for (DurabilityMutant mutant : DurabilityMutant.of(log)) {
                CrashStates states = new CrashStates(mutant.events(), SEED, mutant.moments()::get);
                boolean survived = states.visit(STATES_MAX, check::holds);
                say(
                        "%s after %d states: %s"
                                .formatted(
                                        survived ? "NOT CAUGHT" : "caught",
                                        states.count(),
                                        mutant.place()));
                caught.merge(mutant.name(), !survived, Boolean::logicalOr);
            }
        }
        report("durability mutants", caught, HARMLESS);
    }

    /// What recovery does depends on what it finds: the mutants are tried wherever they act.
    @Test
    void catchesEveryMissingForceOfRecovery() throws IOException {
        List<DiskEvent> log = Recording.of(Scenario.longSteps(), Duration.ZERO, SEED);
        Map<String, Boolean> caught = new TreeMap<>();
        try (CrashCheck check = new CrashCheck(SEED)) {
            var _ =
                    new CrashStates(log, SEED)
                            .visit(
                                    RESTARTS,
                                    state -> {
                                        tryOn(
                                                check.restart(state.image(), state.expectation()),
                                                check,
                                                caught);
                                        return true;
                                    });
        }
        report("durability mutants of recovery", caught, HARMLESS_IN_RECOVERY);
    }

    private static void tryOn(
            CrashCheck.Restart restart, CrashCheck check, Map<String, Boolean> caught)
            throws IOException {
        for (DurabilityMutant mutant : DurabilityMutant.withoutForces(restart.events())) {
            if (!caught.getOrDefault(mutant.name(), false)) {
                CrashStates states =
                        new CrashStates(restart, mutant.events(), SEED, mutant.moments()::get);
                boolean survived = states.visit(STATES_PER_RESTART, check::holds);
                caught.merge(mutant.name(), !survived, Boolean::logicalOr);
            }
        }
    }

    private static void report(
            String what, Map<String, Boolean> caught, Map<String, String> harmless) {
        List<String> survivors = new ArrayList<>();
        caught.forEach((name, isCaught) -> {
            say(name + ": " + (isCaught ? "caught" : "NOT CAUGHT"));
            if (!isCaught) {
                survivors.add(name);
            }
        });
        System.out.printf(
                "%s: %d, caught all but %d, seed %d%n",
                what, caught.size(), survivors.size(), SEED);
        assertThat(survivors)
                .as("not caught; harmless ones are to be listed with the reason")
                .containsExactlyInAnyOrderElementsOf(harmless.keySet());
    }

    private static void say(String what) {
        if (VERBOSE) {
            System.out.println(what);
        }
    }
}

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
    private static final int RECORDINGS_MAX = 24;
    private static final int STATES_MAX = 2_000;
    private static final int RESTARTS = 1_500;
    private static final int STATES_PER_RESTART = 30;

    private static final List<String> TIDYING =
            List.of(
                    "OpenAccount.removeAside(",
                    "ProbeFile.made(",
                    "RemoveFiles.remove(",
                    "FolderStore.removeOthers(",
                    "SegmentOutput.close(");

    /// Flags are given to names in the background, behind whatever was forced last. One that nobody
    /// was told of yet may show after a power cut.
    private static final String FLAGS_TO_NAME = "NameFiles.rename(";

    /// Most names show none of the letters that a force is about, and other folders have others:
    /// what comes late is told from what is harmless by the mutants without that force.
    private static final String LATE_LETTER = " before the force in KeywordFile.";

    /// Nothing is said of what lies aside before all of it is durable: that shows without the force
    /// behind the last link.
    private static final String MADE_READY = "MessageLinks.link(message) from StagedInbox.link";

    /// What an epoch of the journal said has to be in the indexes before it goes; all other forces
    /// are about what came later.
    private static final String EPOCH_THAT_GOES = "JournalFiles.removeBefore(";

    private static final List<String> OF_INDEXES =
            List.of(
                    "before the force in SegmentOutput.",
                    "before the force in HeadFile.",
                    "before the force in FolderStore.");

    private static final String ROOM_MADE_AHEAD =
            "forcing the group makes the size durable as well; done ahead for speed";
    private static final String AFTER_A_DEATH =
            "saves what a process that died left, which is CrashStatesTest's; nobody died here";
    private static final String FOLDED_AT_ONCE =
            "in folders this small they go into the rows at once, and no head names them";
    private static final String DURABLE_ALREADY = "what is there after a power cut is durable";
    private static final String TWICE = "the one covers the other";
    private static final String IN_TMP =
            "the names in tmp/ are durable as well: a restart moves the files from there";
    private static final String AGAIN = "the next recovery does it again";
    private static final String LOOKS_ANEW =
            "what is noted at the end saves work; what differs from it is looked at anew";
    private static final String TWIN = "the name of the counter's twin says the same";
    private static final String ONLY_A_CACHE = "what is missing there is found out again";

    /// Mistakes that break no promise, and why.
    private static final Map<String, String> HARMLESS =
            Map.ofEntries(
                    harmless(
                            "Journal.requireRoom(rookery.journal-new) from Tail.writeTo",
                            ROOM_MADE_AHEAD),
                    harmless(
                            "Journal.requireRoom(rookery.journal-new) from Tail.repeat",
                            ROOM_MADE_AHEAD),
                    harmless("CommitDeliveries.forcePlaces(new) from Pending.perform", IN_TMP),
                    harmless("CommitDeliveries.forcePlaces(cur) from Pending.perform", IN_TMP),
                    harmless("FolderFiles.create(folder) from FolderDirectory.fill", TWICE),
                    harmless("FolderDirectory.fill(folder) from CreateFolder.makeDirectory", TWICE),
                    harmless(
                            "FolderFiles.create(..rookery-removed) from FolderDirectory.fill",
                            TWICE),
                    harmless(
                            "FolderDirectory.fill(..rookery-removed) from StagedInbox.makeAside",
                            TWICE),
                    harmless(
                            "FolderTree.force(Maildir) from RenameInbox.perform",
                            "a restart puts the directory in its place again"),
                    Map.entry(
                            "FolderTree.rename(folder) from RenameFolders.move before the force in"
                                    + " FolderTree.force(Maildir) from RenameFolders.move",
                            "the journal says what is to be until all of a tree lie there"),
                    harmless(
                            "FolderFiles.create(Maildir) from OpenAccount.openFiles",
                            "the next epoch forces the same directory, and small messages stand in"
                                    + " the journal"),
                    harmless("OpenAccount.settle(Maildir) from Engine.openFirst", AFTER_A_DEATH),
                    harmless(
                            "OpenAccount.firstLook(cur) from Mailboxes.lookedAtOnce",
                            AFTER_A_DEATH),
                    harmless(
                            "OpenAccount.firstLook(new) from Mailboxes.lookedAtOnce",
                            AFTER_A_DEATH),
                    harmless(
                            "FollowRenames.prepare(new) from Pending.prepare",
                            "saves nothing: other programs rename into cur/, not within new/"),
                    harmless(
                            "SegmentOutput.publish(rookery.index.modseq) from"
                                    + " ModSeqSegmentWriter.publish",
                            FOLDED_AT_ONCE),
                    harmless(
                            "SmallFile.write(dovecot-uidvalidity.rookery-new) from"
                                    + " UidValidityFile.write",
                            TWIN),
                    harmless(
                            "UidValidityFile.write(Maildir) from UidValidities.write",
                            "the first journal forces the same directory; CounterCrashTest is"
                                    + " about later values"),
                    harmless(
                            "CacheFile.finish(rookery.cache) from FolderCache.close", ONLY_A_CACHE),
                    harmless(
                            "HeadFile.write(rookery.account.new) from ClosedAccount.write",
                            LOOKS_ANEW),
                    harmless("Journal.seal(rookery.journal-new) from LeaveTaking.note", LOOKS_ANEW),
                    Map.entry(
                            "SmallFile.putInPlace(dovecot-uidvalidity.rookery-new to"
                                    + " dovecot-uidvalidity) from UidValidityFile.write before"
                                    + " the force in"
                                    + " SmallFile.write(dovecot-uidvalidity.rookery-new) from"
                                    + " UidValidityFile.write",
                            TWIN),
                    Map.entry(
                            "HeadFile.write(rookery.account.new to rookery.account) from"
                                    + " ClosedAccount.write before the force in"
                                    + " HeadFile.write(rookery.account.new) from"
                                    + " ClosedAccount.write",
                            LOOKS_ANEW),
                    Map.entry(
                            "SegmentOutput.publish(rookery.index.modseq) from"
                                    + " ModSeqSegmentWriter.publish before the force in"
                                    + " SegmentOutput.publish(rookery.index.modseq) from"
                                    + " ModSeqSegmentWriter.publish",
                            "nobody names the file before both are done"),
                    Map.entry(
                            "SegmentOutput.publish(rookery.index.rows) from"
                                    + " RowSegmentWriter.publish before the force in"
                                    + " SegmentOutput.publish(rookery.index.rows) from"
                                    + " RowSegmentWriter.publish",
                            "nobody names the file before both are done"));

    private static final Map<String, String> HARMLESS_IN_RECOVERY =
            Map.ofEntries(
                    harmless(
                            "Journal.requireRoom(rookery.journal-new) from Tail.writeTo",
                            ROOM_MADE_AHEAD),
                    harmless(
                            "Journal.requireRoom(rookery.journal-new) from Tail.repeat",
                            ROOM_MADE_AHEAD),
                    harmless(
                            "Journal.force(rookery.journal-new) from JournalFiles.begin",
                            "a recovery that begins a journal finds an empty account, and does so"
                                    + " again"),
                    harmless(
                            "Journal.resume(rookery.journal) from JournalFiles.resume",
                            DURABLE_ALREADY),
                    harmless("FolderFiles.create(Maildir) from OpenAccount.openFiles", AGAIN),
                    harmless("FolderFiles.create(folder) from OpenAccount.openFiles", AGAIN),
                    harmless("FolderTree.force(Maildir) from SettleFolders.putBack", AGAIN),
                    harmless(
                            "FolderTree.force(Maildir) from UnsettledRenames.force",
                            DURABLE_ALREADY),
                    harmless("ReconcileFolder.recover(new) from Pending.prepare", AGAIN),
                    harmless("FollowRenames.prepare(cur) from Pending.prepare", DURABLE_ALREADY),
                    harmless("FollowRenames.prepare(new) from Pending.prepare", DURABLE_ALREADY),
                    harmless("OpenAccount.settle(Maildir) from Engine.openFirst", DURABLE_ALREADY),
                    harmless(
                            "OpenAccount.firstLook(cur) from Mailboxes.lookedAtOnce",
                            DURABLE_ALREADY),
                    harmless(
                            "OpenAccount.firstLook(new) from Mailboxes.lookedAtOnce",
                            DURABLE_ALREADY),
                    harmless("UnfinishedFolders.place(cur) from OpenAccount.settle", TWICE),
                    harmless("UnfinishedFolders.place(new) from OpenAccount.settle", TWICE),
                    harmless("Placer.force(cur) from UnfinishedFolders.place", TWICE),
                    harmless("Placer.force(new) from UnfinishedFolders.place", TWICE),
                    harmless(
                            "SmallFile.write(dovecot-uidvalidity.rookery-new) from"
                                    + " UidValidityFile.write",
                            TWIN),
                    harmless(
                            "UidValidityFile.write(Maildir) from UidValidities.write",
                            "the first journal forces the same directory; CounterCrashTest is"
                                    + " about later values"),
                    harmless(
                            "CacheFile.finish(rookery.cache) from FolderCache.close", ONLY_A_CACHE),
                    harmless(
                            "HeadFile.write(rookery.account.new) from ClosedAccount.write",
                            LOOKS_ANEW),
                    harmless("Journal.seal(rookery.journal) from LeaveTaking.note", LOOKS_ANEW),
                    harmless("Journal.seal(rookery.journal-new) from LeaveTaking.note", LOOKS_ANEW),
                    harmless(
                            "AccountWriter.force(new) from WriterQueue.drain",
                            "files that recovery removes lay in cur/"),
                    harmless(
                            "SegmentOutput.publish(rookery.index.modseq) from"
                                    + " ModSeqSegmentWriter.publish",
                            FOLDED_AT_ONCE));

    private static Map.Entry<String, String> harmless(String site, String why) {
        return Map.entry("no force in " + site, why);
    }

    @BeforeAll
    static void beQuiet() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        LOG.setLevel(null);
    }

    /// Background work comes in between at other moments each time: what one recording does not
    /// show, the next may. A short one shows what becomes of entries that no index has yet.
    @Test
    void catchesEveryMissingOrLateForce() throws IOException {
        Map<String, Boolean> caught = new TreeMap<>();
        for (int n = 0; n == 0 || (n < RECORDINGS_MAX && hasSurvivors(caught, HARMLESS)); n++) {
            List<Step> steps =
                    switch (n % 4) {
                        case 1 -> Scenario.severalAtOnce();
                        case 3 -> Scenario.replacingSteps();
                        default -> Scenario.longSteps();
                    };
            List<DiskEvent> log = Recording.of(steps, Duration.ZERO, SEED + n);
            say(DurabilityMutant.callSites(log).toString().replace(", ", "\n"));
            tryOn(log, SEED + n, n > 0, caught);
        }
        report("durability mutants", caught, HARMLESS);
    }

    /// @param again whether to pass over those that need no further trial
    private static void tryOn(
            List<DiskEvent> log, long seed, boolean again, Map<String, Boolean> caught)
            throws IOException {
        try (CrashCheck check = new CrashCheck(seed)) {
            for (DurabilityMutant mutant : DurabilityMutant.of(log)) {
                if ((again && caught.getOrDefault(mutant.name(), true))
                        || isKnown(mutant.name(), HARMLESS)) {
                    continue;
                }
                CrashStates states = new CrashStates(mutant.events(), seed, mutant.moments()::get);
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
    }

    private static boolean hasSurvivors(Map<String, Boolean> caught, Map<String, String> harmless) {
        return caught.entrySet().stream()
                .anyMatch(each -> !each.getValue() && !isKnown(each.getKey(), harmless));
    }

    /// People who want to see whether the list still holds have all of them tried.
    private static boolean isKnown(String mutant, Map<String, String> harmless) {
        return !VERBOSE && (tidiesUp(mutant) || harmless.containsKey(mutant));
    }

    /// What recovery does depends on what it finds: the mutants are tried wherever they act.
    @Test
    void catchesEveryMissingForceOfRecovery() throws IOException {
        Map<String, Boolean> caught = new TreeMap<>();
        for (int n = 0;
                n == 0 || (n < RECORDINGS_MAX && hasSurvivors(caught, HARMLESS_IN_RECOVERY));
                n++) {
            List<DiskEvent> log = Recording.of(Scenario.longSteps(), Duration.ZERO, SEED + n);
            try (CrashCheck check = new CrashCheck(SEED + n)) {
                var _ =
                        new CrashStates(log, SEED + n)
                                .visit(
                                        RESTARTS,
                                        state -> {
                                            tryOn(
                                                    check.restart(
                                                            state.image(), state.expectation()),
                                                    check,
                                                    caught);
                                            return true;
                                        });
            }
        }
        report("durability mutants of recovery", caught, HARMLESS_IN_RECOVERY);
    }

    private static void tryOn(
            CrashCheck.Restart restart, CrashCheck check, Map<String, Boolean> caught)
            throws IOException {
        for (DurabilityMutant mutant : DurabilityMutant.withoutForces(restart.events())) {
            if (!caught.getOrDefault(mutant.name(), false)
                    && !isKnown(mutant.name(), HARMLESS_IN_RECOVERY)) {
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
            if (!isCaught && !tidiesUp(name)) {
                survivors.add(name);
            }
        });
        System.out.printf(
                "%s: %d, caught all but %d, seed %d%n",
                what, caught.size(), survivors.size(), SEED);
        assertThat(survivors)
                .as("not caught; harmless ones are to be listed with the reason")
                .isSubsetOf(harmless.keySet());
    }

    /// What is no longer needed goes whenever a thread is free, and what is not needed yet comes
    /// so: that it did so before a force says nothing, because some other operation forced.
    private static boolean tidiesUp(String mutant) {
        return mutant.contains(" before the force in ")
                && (mutant.contains(LATE_LETTER)
                        || mutant.startsWith(FLAGS_TO_NAME)
                        || mutant.startsWith(MADE_READY)
                        || (mutant.startsWith(EPOCH_THAT_GOES)
                                && OF_INDEXES.stream().noneMatch(mutant::contains))
                        || TIDYING.stream().anyMatch(mutant::startsWith));
    }

    private static void say(String what) {
        if (VERBOSE) {
            System.out.println(what);
        }
    }
}

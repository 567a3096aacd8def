// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskEvent.Effect;
import dev.rookery.maildir.simulation.DiskEvent.Forced;
import dev.rookery.maildir.simulation.DiskEvent.Growth;
import dev.rookery.maildir.simulation.DiskEvent.Link;
import dev.rookery.maildir.simulation.DiskEvent.Marked;
import dev.rookery.maildir.simulation.DiskEvent.Relinked;
import dev.rookery.maildir.simulation.DiskEvent.TimeSet;
import dev.rookery.maildir.simulation.DiskEvent.Write;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// An engine with one mistake: a call that forces is missing, or comes too late. As forcing changes
/// nothing anybody sees, the log of such an engine is that of the right one with the forces taken
/// out or moved.
///
/// @param name without line numbers
/// @param place with them
/// @param events the log it would have written
/// @param moments after how many events a power cut can find another disk than the right engine's
record DurabilityMutant(String name, String place, List<DiskEvent> events, BitSet moments) {
    static List<DurabilityMutant> of(List<DiskEvent> log) {
        return Stream.concat(withoutForces(log).stream(), withLateForces(log).stream()).toList();
    }

    /// One for each call that forces, without it.
    static List<DurabilityMutant> withoutForces(List<DiskEvent> log) {
        Set<CallSite> sites = new LinkedHashSet<>();
        for (DiskEvent event : log) {
            if (event instanceof Forced forced) {
                forced.site().ifPresent(sites::add);
            }
        }
        return sites.stream().map(site -> without(log, site)).toList();
    }

    /// A force that finds nothing to save makes no difference.
    private static DurabilityMutant without(List<DiskEvent> log, CallSite site) {
        List<DiskEvent> events = new ArrayList<>();
        BitSet moments = new BitSet();
        Set<Long> dirty = new HashSet<>();
        Set<Long> missed = new HashSet<>();
        for (DiskEvent event : log) {
            if (event instanceof Forced forced) {
                if (forced.site().filter(site::equals).isPresent()) {
                    if (dirty.contains(forced.inode())) {
                        missed.add(forced.inode());
                    }
                    continue;
                }
                dirty.remove(forced.inode());
                missed.remove(forced.inode());
            } else if (event instanceof Effect effect) {
                dirty.add(savedWith(effect));
            }
            events.add(event);
            moments.set(events.size(), !missed.isEmpty());
        }
        return new DurabilityMutant(
                "no force in " + site.name(), "no force in " + site, events, moments);
    }

    private static long savedWith(Effect effect) {
        return switch (effect) {
            case Write write -> write.inode();
            case Growth growth -> growth.inode();
            case TimeSet set -> set.inode();
            case Relinked change -> change.forcedBy();
        };
    }

    /// Two call sites of one operation, the force before the change of entries.
    private record Pair(CallSite force, CallSite relink) {}

    /// One for each file that is forced before it gets its name, and for each last force a thread
    /// asks for in a step before a rename, link or removal, with the two swapped.
    private static List<DurabilityMutant> withLateForces(List<DiskEvent> log) {
        Map<Pair, Map<Integer, Integer>> moves = new LinkedHashMap<>();
        for (int i = 0; i < log.size(); i++) {
            if (log.get(i) instanceof Relinked change && isOrdered(change)) {
                findForces(log, i, change, moves);
            }
        }
        return moves.entrySet().stream()
                .map(each -> withLate(log, each.getKey(), each.getValue()))
                .toList();
    }

    private static boolean isOrdered(Relinked change) {
        return change.site().isPresent()
                && switch (change.kind()) {
                    case LINK, RENAME, REPLACE, DELETE -> true;
                    default -> false;
                };
    }

    private static void findForces(
            List<DiskEvent> log, int at, Relinked change, Map<Pair, Map<Integer, Integer>> moves) {
        OptionalInt ofFile = lastForce(log, at, forced -> forced.inode() == change.moved());
        OptionalInt ofThread = lastForce(log, at, forced -> forced.thread() == change.thread());
        int named = last(log, at, event -> isName(event, change.moved())).orElse(0);
        int begun = last(log, at, DurabilityMutant::isBegin).orElse(0);
        IntStream.concat(
                        ofFile.stream().filter(i -> i > named && isFile(change)),
                        ofThread.stream().filter(i -> i > begun))
                .forEach(i -> {
                    CallSite force = ((Forced) log.get(i)).site().orElseThrow();
                    Pair pair = new Pair(force, change.site().orElseThrow());
                    moves.computeIfAbsent(pair, _ -> new HashMap<>()).putIfAbsent(i, at);
                });
    }

    private static boolean isFile(Relinked change) {
        return change.links().stream().anyMatch(link -> link.target() == Link.Target.FILE);
    }

    /// Whether it gave the file another name than that under which it was made.
    private static boolean isName(DiskEvent event, long inode) {
        return event instanceof Relinked change
                && change.moved() == inode
                && change.kind() != DiskCall.Kind.CREATE;
    }

    private static OptionalInt lastForce(List<DiskEvent> log, int at, Predicate<Forced> which) {
        return last(
                log,
                at,
                event ->
                        event instanceof Forced forced
                                && forced.site().isPresent()
                                && which.test(forced));
    }

    private static OptionalInt last(List<DiskEvent> log, int before, Predicate<DiskEvent> which) {
        return IntStream.iterate(before - 1, i -> i >= 0, i -> i - 1)
                .filter(i -> which.test(log.get(i)))
                .findFirst();
    }

    private static boolean isBegin(DiskEvent event) {
        return event instanceof Marked marked && marked.milestone() instanceof Milestone.Begun;
    }

    /// @param moves from where to behind what
    private static DurabilityMutant withLate(
            List<DiskEvent> log, Pair pair, Map<Integer, Integer> moves) {
        List<DiskEvent> events = new ArrayList<>();
        BitSet moments = new BitSet();
        // By where they come in again.
        SortedMap<Integer, List<DiskEvent>> waiting = new TreeMap<>();
        for (int i = 0; i < log.size(); i++) {
            Integer to = moves.get(i);
            if (to != null) {
                waiting.computeIfAbsent(to, _ -> new ArrayList<>()).add(log.get(i));
                continue;
            }
            events.add(log.get(i));
            moments.set(events.size(), !waiting.isEmpty());
            List<DiskEvent> late = waiting.remove(i);
            if (late != null) {
                events.addAll(late);
            }
        }
        String where = " before the force in ";
        return new DurabilityMutant(
                pair.relink().name() + where + pair.force().name(),
                pair.relink() + where + pair.force(),
                events,
                moments);
    }

    /// How often the engine made which calls, for people.
    static SortedMap<String, Integer> callSites(List<DiskEvent> log) {
        SortedMap<String, Integer> calls = new TreeMap<>();
        for (DiskEvent event : log) {
            if (event instanceof Forced forced) {
                forced.site().ifPresent(site -> calls.merge("FORCE " + site, 1, Integer::sum));
            } else if (event instanceof Relinked change) {
                change.site()
                        .ifPresent(
                                site -> calls.merge(change.kind() + " " + site, 1, Integer::sum));
            }
        }
        return calls;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.scenario.Facts;
import dev.rookery.bench.scenario.Scenario;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What of all there is the user wants.
final class Selection {
    private Selection() {}

    /// @param names of stages; empty: all
    /// @param prefixes of names of scenarios; empty: all
    /// @throws UsageException if one of them chooses nothing
    static List<Stage> of(List<Stage> stages, List<String> names, List<String> prefixes) {
        requireKnown("stage", names, stages.stream().map(Stage::name).toList());
        requireMatches(stages, prefixes);
        List<Stage> chosen = new ArrayList<>();
        for (Stage stage : stages) {
            List<Scenario> scenarios =
                    stage.scenarios().stream()
                            .filter(it -> isWanted(it.facts().name(), prefixes))
                            .toList();
            if (!scenarios.isEmpty() && (names.isEmpty() || names.contains(stage.name()))) {
                chosen.add(stage.with(scenarios));
            }
        }
        if (chosen.isEmpty()) {
            throw new UsageException("no such scenario runs in these stages; --list prints all");
        }
        return chosen;
    }

    private static void requireMatches(List<Stage> stages, List<String> prefixes) {
        for (String each : prefixes) {
            boolean matches =
                    !each.isEmpty()
                            && stages.stream()
                                    .flatMap(stage -> stage.scenarios().stream())
                                    .anyMatch(it -> it.facts().name().startsWith(each));
            if (!matches) {
                throw new UsageException(
                        "no scenario's name begins with \"" + each + "\"; --list prints all");
            }
        }
    }

    private static void requireKnown(String kind, Collection<String> names, List<String> known) {
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "no %s is called \"%s\"; there are %s"
                            .formatted(kind, String.join(", ", unknown), String.join(", ", known)));
        }
    }

    private static boolean isWanted(String name, List<String> prefixes) {
        return prefixes.isEmpty() || prefixes.stream().anyMatch(name::startsWith);
    }

    /// @param names that are wanted; empty: all
    /// @param absences of those that are wanted but cannot run here are added to it
    /// @return with their versions
    /// @throws StoppedException if none can
    static Map<Contender, String> contenders(
            List<Contender> all, Set<String> names, List<Absence> absences)
            throws StoppedException {
        requireKnown("contender", names, all.stream().map(Contender::name).toList());
        Map<Contender, String> chosen = new LinkedHashMap<>();
        for (Contender each : all) {
            if (names.isEmpty() || names.contains(each.name())) {
                Optional<String> obstacle = each.obstacle();
                if (obstacle.isPresent()) {
                    absences.add(new Absence(each.name(), obstacle.get()));
                } else {
                    choose(each, chosen, absences);
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new StoppedException("nobody can take part: " + reasons(absences));
        }
        return chosen;
    }

    private static void choose(
            Contender contender, Map<Contender, String> chosen, List<Absence> absences) {
        try {
            chosen.put(contender, contender.version());
        } catch (IOException unusable) {
            String reason = "it does not tell its version: " + Failure.sentence(unusable);
            absences.add(new Absence(contender.name(), reason));
        }
    }

    /// `dovecot: only the superuser can start it; cyrus: …`.
    static String reasons(List<Absence> absences) {
        return absences.stream()
                .map(each -> each.contender() + ": " + each.reason())
                .collect(Collectors.joining("; "));
    }

    static void print(List<Stage> stages, PrintStream out) {
        for (Stage stage : stages) {
            out.printf(
                    "%s: %,d messages, %,d users%n",
                    stage.name(), stage.box().messages(), stage.users());
            for (Scenario each : stage.scenarios()) {
                Facts facts = each.facts();
                out.printf("  %-24s %s, %s%n", facts.name(), facts.title(), facts.unit().symbol());
            }
        }
    }
}

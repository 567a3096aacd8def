// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.scenario.Facts;
import dev.rookery.bench.scenario.Stage;
import java.time.Duration;
import java.util.List;

/// What a run consists of.
///
/// @param rounds of each contender in each scenario, after one that does not count
/// @param length of a round, if its work can be repeated
record Plan(List<Contender> contenders, List<Stage> stages, int rounds, Duration length) {
    Plan {
        contenders = List.copyOf(contenders);
        stages = List.copyOf(stages);
    }

    int rounds(Facts facts) {
        return facts.roundsMax() == 0 ? rounds : Math.min(rounds, facts.roundsMax());
    }

    boolean warmsUp(Facts facts) {
        return facts.roundsMax() == 0;
    }

    /// Rounds of all contenders.
    long steps(Facts facts) {
        return (long) contenders.size() * (rounds(facts) + (warmsUp(facts) ? 1 : 0));
    }

    long steps() {
        return stages.stream()
                .flatMap(stage -> stage.scenarios().stream())
                .mapToLong(scenario -> steps(scenario.facts()))
                .sum();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.corpus.Box;
import java.util.List;

/// Scenarios that share what lies in the mailboxes, in this order: the later ones find what the
/// earlier ones left.
///
/// @param box the INBOX of each user
/// @param users that have one; the last of several is for scenarios that need a folder of a certain
///   size and change it
/// @param prefix words before each server's command, such as `taskset -c 0`
public record Stage(
        String name, Box box, int users, List<String> prefix, List<Scenario> scenarios) {
    public Stage {
        prefix = List.copyOf(prefix);
        scenarios = List.copyOf(scenarios);
    }

    /// The same with some of its scenarios.
    public Stage with(List<Scenario> some) {
        return new Stage(name, box, users, prefix, some);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

import java.util.List;

/// All figures of one scenario.
///
/// @param name on the command line
/// @param group under which it stands in the report
/// @param target how many times better than `dovecot` Rookery has to be; 0: no target
/// @param series scenarios that differ in size only share it; empty: it stands alone
/// @param size of the folder in messages, or of the crowd in connections
public record ScenarioResult(
        String name,
        String title,
        String group,
        Unit unit,
        double target,
        String series,
        long size,
        List<ContenderResult> results,
        List<Absence> absences) {
    public ScenarioResult {
        results = List.copyOf(results);
        absences = List.copyOf(absences);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Contenders;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.BenchRun;
import java.util.stream.Stream;

/// Whether Rookery did all it offers.
final class Verdict {
    private Verdict() {}

    /// Figures are not judged; failures and wrong answers are.
    static int exitCode(BenchRun run) {
        Stream<Absence> all =
                Stream.concat(
                        run.absences().stream(),
                        run.scenarios().stream().flatMap(each -> each.absences().stream()));
        boolean failed =
                all.anyMatch(each ->
                        Contenders.isOurs(each.contender())
                                && !each.reason().startsWith(Heat.NOT_OFFERED));
        return failed ? 1 : 0;
    }
}

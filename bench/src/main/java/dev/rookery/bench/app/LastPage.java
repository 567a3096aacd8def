// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.io.IOException;

/// Writes the report when the run ends, whichever way: of a run of hours that somebody ends, it
/// tells what was measured until then.
record LastPage(ReportDirectory reports, Findings findings) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        if (!findings.areNone()) {
            reports.finish(findings.run());
            System.out.println("The report is in " + reports.path() + ".");
        }
    }
}

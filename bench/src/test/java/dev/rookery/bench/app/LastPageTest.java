// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.bench.report.Report;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.result.Unit;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastPageTest {
    @TempDir Path directory;

    private final Findings findings =
            new Findings(
                    "bench",
                    new Machine("cpu", 2, 1, "Linux", "25", "ext4", "unknown"),
                    Map.of(),
                    List.of());

    private void measure() {
        findings.add(
                new ScenarioResult(
                        "s", "Sum of it", "G", Unit.PER_SECOND, 0, "", 0, List.of(), List.of()));
    }

    private LastPage page() throws Exception {
        return new LastPage(ReportDirectory.open(directory), findings);
    }

    @Test
    void tellsWhatWasMeasuredWhenTheRunIsEnded() throws Exception {
        Cleanup cleanup = new Cleanup(() -> {});
        try (cleanup) {
            var _ = cleanup.keep(page());
            measure();
            cleanup.interrupted();
            assertThat(directory.resolve(Report.MARKDOWN)).content().contains("Sum of it");
            assertThat(directory.resolve(Report.HTML)).isNotEmptyFile();
        }
    }

    @Test
    void isNotWrittenOfNothing() throws Exception {
        page().close();
        assertThat(directory).isEmptyDirectory();
    }
}

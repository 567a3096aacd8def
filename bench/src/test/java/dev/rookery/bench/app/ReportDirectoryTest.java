// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.report.Report;
import dev.rookery.bench.report.RunFile;
import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportDirectoryTest {
    private static final BenchRun RUN =
            new BenchRun(
                    "bench",
                    "2026-11-30T00:00:00Z",
                    1,
                    new Machine("cpu", 2, 1, "Linux", "25", "ext4", "unknown"),
                    List.of(),
                    List.of(),
                    List.of());

    @TempDir Path directory;

    @Test
    void isMadeIfItIsNotThere() throws IOException {
        ReportDirectory.open(directory.resolve("a/b")).save(RUN);
        assertThat(RunFile.read(directory.resolve("a/b/run.json"))).isEqualTo(RUN);
        assertThat(directory.resolve("a/b")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void isRefusedBeforeTheRunIfNothingCanBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> ReportDirectory.open(file.resolve("report")))
                .isInstanceOf(StoppedException.class)
                .hasMessageStartingWith("no report can be written: ");
    }

    @Test
    void holdsNothingButTheReportInTheEnd() throws IOException {
        ReportDirectory report = ReportDirectory.open(directory);
        Files.writeString(directory.resolve(Report.MARKDOWN), "the old one");
        report.finish(RUN);
        assertThat(directory.resolve(Report.MARKDOWN)).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve(Report.MARKDOWN))).doesNotContain("old one");
        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        RunFile.NAME, Report.MARKDOWN, Report.HTML, Report.RATIOS);
    }
}

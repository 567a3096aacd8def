// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes what a run found, for programs and for people.
public final class Report {
    public static final String MARKDOWN = "report.md";
    public static final String HTML = "report.html";
    public static final String RATIOS = "ratios.svg";

    private Report() {}

    /// Four files: [RunFile#NAME], [#MARKDOWN], [#HTML] and [#RATIOS]; those that are there already
    /// are replaced, the first on its own since it alone cannot be made again, the others together.
    ///
    /// @param directory made if it is not there
    public static void write(BenchRun run, Path directory) throws IOException {
        Files.createDirectories(directory);
        RunFile.write(run, directory.resolve(RunFile.NAME));
        List<Block> contents = Contents.of(run);
        try (Replacements files = new Replacements()) {
            files.write(directory.resolve(MARKDOWN), Markdown.of(contents))
                    .write(directory.resolve(HTML), Html.of(contents))
                    .write(directory.resolve(RATIOS), RatioChart.ofRun(run))
                    .move();
        }
    }
}

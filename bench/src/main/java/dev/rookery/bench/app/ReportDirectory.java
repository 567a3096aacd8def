// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.report.Report;
import dev.rookery.bench.report.RunFile;
import dev.rookery.bench.result.BenchRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/// Where the report goes. Each file in it is replaced by a whole one or not at all.
record ReportDirectory(Path path) {
    /// @throws StoppedException if nothing can be written there
    static ReportDirectory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            Files.delete(Files.createTempFile(absolute, "probe", ""));
        } catch (IOException refused) {
            throw new StoppedException(
                    "no report can be written: " + Failure.sentence(refused), refused);
        }
        return new ReportDirectory(absolute);
    }

    /// What is known so far, so that it is not lost.
    void save(BenchRun run) throws IOException {
        Path fresh = path.resolve(RunFile.NAME + ".new");
        try {
            RunFile.write(run, fresh);
            replace(fresh, RunFile.NAME);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Everything.
    void finish(BenchRun run) throws IOException {
        try (WorkDirectory fresh = WorkDirectory.below(path)) {
            Report.write(run, fresh.path());
            for (Path each : filesIn(fresh.path())) {
                replace(each, each.getFileName().toString());
            }
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    private void replace(Path fresh, String name) throws IOException {
        var _ = Files.move(fresh, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}

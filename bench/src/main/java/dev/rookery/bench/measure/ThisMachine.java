// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import dev.rookery.bench.process.Tool;
import dev.rookery.bench.process.ToolException;
import dev.rookery.bench.result.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where figures are measured: without this they mean nothing.
public final class ThisMachine {
    private static final String UNKNOWN = "unknown";

    private ThisMachine() {}

    /// @param directory where the mail lies
    /// @param repository whose commit is measured
    public static Machine describe(Path directory, Path repository) throws IOException {
        return new Machine(
                line("/proc/cpuinfo", "model name").replaceFirst(".*: ", ""),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) * 1024,
                "Linux " + System.getProperty("os.version"),
                Runtime.version().toString(),
                Files.getFileStore(directory).type(),
                commit(repository));
    }

    private static String line(String file, String beginning) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElse(UNKNOWN);
    }

    /// `unknown` if this is no checkout, or nobody can tell.
    private static String commit(Path repository) throws IOException {
        try {
            String said =
                    Tool.run(
                            "git",
                            "-c",
                            "safe.directory=" + repository,
                            "-C",
                            repository.toString(),
                            "describe",
                            "--always",
                            "--dirty");
            return said.isEmpty() ? UNKNOWN : said;
        } catch (ToolException noGitOrNoCheckout) {
            return UNKNOWN;
        }
    }
}

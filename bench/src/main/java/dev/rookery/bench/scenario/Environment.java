// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rookery.bench.corpus.WorkDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where numbers were measured: without this they mean nothing.
final class Environment {
    private Environment() {}

    static String describe(WorkDirectory directory) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, Linux %s, Java %s, mail on %s, commit %s, load %s",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.version"),
                Runtime.version(),
                directory.fileSystem(),
                commit(),
                load());
    }

    /// The averages of 1, 5 and 15 minutes.
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).replaceFirst("( \\S+){2}\\n$", "");
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse("unknown processor");
    }

    private static String commit() throws IOException {
        Process git =
                new ProcessBuilder("git", "describe", "--always", "--dirty")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String said = new String(git.getInputStream().readAllBytes(), US_ASCII).strip();
        return said.isEmpty() ? "unknown" : said;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Programs of the system.
final class Commands {
    /// None of them takes a second; whoever takes so long hangs.
    private static final int LIMIT_SECONDS = 120;

    private Commands() {}

    /// Runs a program to its end; it must succeed.
    static String run(Path where, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("said", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(where.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String said = Files.readString(output, UTF_8);
            assertThat(ended).as("%s ends%n%s", List.of(command), said).isTrue();
            assertThat(process.exitValue()).as("%s%n%s", List.of(command), said).isZero();
            return said;
        } finally {
            Files.delete(output);
        }
    }

    /// Skips the test if a program is missing; with `-Dpeers=required` it fails instead.
    static void need(String program) {
        boolean there =
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if ("required".equals(System.getProperty("rookery.peers"))) {
            assertThat(there).as("%s is there (-Dpeers=required)", program).isTrue();
        }
        assumeThat(there).as("%s is there", program).isTrue();
    }
}

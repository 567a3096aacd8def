// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that is run to its end, within a time limit.
final class Program {
    private static final List<String> SYSTEM_PLACES = List.of("/usr/sbin", "/sbin", "/usr/bin");

    private final List<String> command;
    private final Map<String, String> environment = new HashMap<>();
    private Duration limit = Duration.ofSeconds(60);
    private byte[] input = new byte[0];

    private Program(List<String> command) {
        this.command = command;
    }

    static Program of(String... command) {
        return new Program(List.of(command));
    }

    static Optional<Path> find(String name) {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)),
                        SYSTEM_PLACES.stream())
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Program within(Duration limit) {
        this.limit = limit;
        return this;
    }

    Program reading(String text) {
        this.input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Keeps the program away from what the user of this machine has configured.
    Program atHome(Path home) {
        return with("HOME", home.toString())
                .with("XDG_CONFIG_HOME", home.toString())
                .with("XDG_CACHE_HOME", home.toString())
                .with("TMPDIR", home.toString())
                .with("LC_ALL", "C.UTF-8");
    }

    /// Runs the program and returns what it printed on both streams; any exit code but 0 fails the
    /// test.
    String run() {
        Result result = finish();
        assertThat(result.exit()).as("%s%n%s", command, result.output()).isZero();
        return result.output();
    }

    /// As [#run], of a program that prints UTF-8.
    String runUtf8() {
        return new String(run().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    Result finish() {
        try {
            return finishUnchecked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    private Result finishUnchecked() throws IOException, InterruptedException {
        Path output = Files.createTempFile("program", ".out");
        Path given = Files.createTempFile("program", ".in");
        try {
            Files.write(given, input);
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(given.toFile())
                            .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
            assertThat(ended).as("%s ends within %s%n%s", command, limit, printed).isTrue();
            return new Result(process.exitValue(), printed);
        } finally {
            Files.delete(output);
            Files.delete(given);
        }
    }

    /// How a program ended. Its bytes are shown as ISO 8859-1, so that none is lost.
    record Result(int exit, String output) {}
}

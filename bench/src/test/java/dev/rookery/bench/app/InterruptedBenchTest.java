// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command in a process of its own, with a Rookery that starts further processes, does not want
/// to end, and never answers.
@Timeout(120)
class InterruptedBenchTest {
    private static final int SECONDS_MAX = 60;

    /// Itself, two that it starts, and what the second of them starts, and one that it waits for.
    private static final int PROCESSES = 5;

    private static final String STUBBORN =
            """
            #!/bin/sh
            if [ "$1" = --version ]; then echo stubborn; exit; fi
            trap '' TERM INT HUP
            sleep 600 &
            sh -c 'trap "" TERM; sleep 600; sleep 600' &
            while :; do sleep 600; done
            """;

    @TempDir Path directory;
    private Path work;

    @BeforeEach
    void make() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        work = Files.createDirectory(directory.resolve("work"));
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path launcher = Files.writeString(bin.resolve("rookery"), STUBBORN);
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void leavesNeitherProcessesNorFilesWhenItIsEndedWhileServersStart() throws Exception {
        Process bench = start();
        try {
            await(() -> bench.descendants().count() >= PROCESSES || !bench.isAlive());
            List<ProcessHandle> tree =
                    Stream.concat(Stream.of(bench.toHandle()), bench.descendants()).toList();
            assertThat(tree).as(printed()).hasSizeGreaterThan(PROCESSES);
            assertThat(work).isNotEmptyDirectory();
            bench.destroy();
            assertThat(bench.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).as(printed()).isTrue();
            assertThat(tree).noneMatch(ProcessHandle::isAlive);
            assertThat(work).isEmptyDirectory();
            assertThat(printed()).doesNotContain("Exception", "while cleaning up");
        } finally {
            bench.descendants().forEach(ProcessHandle::destroyForcibly);
            var _ = bench.destroyForcibly();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Drookery.root=" + directory,
                        "-cp",
                        System.getProperty("java.class.path"),
                        BenchCommand.class.getName(),
                        "--quick",
                        "--only=select",
                        "--contenders=rookery",
                        "--work=" + work,
                        "--report=" + directory.resolve("report"))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("printed").toFile())
                .start();
    }

    private String printed() throws IOException {
        return Files.readString(directory.resolve("printed"));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}

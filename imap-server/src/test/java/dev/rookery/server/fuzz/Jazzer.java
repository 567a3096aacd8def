// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs Jazzer on a target, in a process of its own: it instruments classes as they are loaded, and
/// what it finds ends it.
///
/// How many inputs it tries is `-Drookery.fuzz.runs`. With `-Drookery.fuzz.seconds` it runs for so
/// long instead, and an input that takes longer than 30 seconds counts as a find.
/// `-Drookery.fuzz.seed` begins elsewhere, `-Drookery.fuzz.keep` names a directory for the inputs
/// that showed something new.
public final class Jazzer {
    private static final long SEED = Long.getLong("rookery.fuzz.seed", 1);
    private static final int RUNS = Integer.getInteger("rookery.fuzz.runs", 5_000);
    private static final int SECONDS = Integer.getInteger("rookery.fuzz.seconds", 0);
    private static final String KEEP = System.getProperty("rookery.fuzz.keep", "");

    /// Something hangs if it is not done by then.
    private static final int PATIENCE_SECONDS = 600;

    /// Where inputs are left that must not be.
    private static final Path FINDS = Path.of("target");

    private final Path directory;
    private final Path dictionary;

    /// @param directory for its own use, empty
    public Jazzer(Path directory, Path dictionary) {
        this.directory = directory;
        this.dictionary = dictionary.toAbsolutePath();
    }

    /// Fails with what Jazzer says if it finds something.
    public void run(Class<?> target, List<byte[]> inputs) throws IOException, InterruptedException {
        Path seeds = Files.createDirectory(directory.resolve("seeds"));
        for (int i = 0; i < inputs.size(); i++) {
            Files.write(seeds.resolve("seed" + i), inputs.get(i));
        }
        Path found = KEEP.isEmpty() ? directory.resolve("found") : Path.of(KEEP).toAbsolutePath();
        Files.createDirectories(found);
        Files.createDirectories(FINDS);
        Path log = directory.resolve("log");
        Process process =
                new ProcessBuilder(command(target, found, seeds))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(SECONDS + PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("Jazzer is done")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        System.out.println(said.lines().toList().getLast());
        assertThat(process.exitValue()).as("%s", said).isZero();
        assertThat(said).as("what Jazzer says").contains("Done ");
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx256m",
                "com.code_intelligence.jazzer.Jazzer");
    }

    private List<String> command(Class<?> target, Path found, Path seeds) {
        List<String> command = new ArrayList<>(java());
        command.addAll(
                List.of(
                        "--target_class=" + target.getName(),
                        "--instrumentation_includes=dev.rookery.**",
                        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.**",
                        "-seed=" + SEED,
                        "-dict=" + dictionary,
                        "-artifact_prefix=" + FINDS.toAbsolutePath() + "/",
                        "-rss_limit_mb=4096"));
        if (SECONDS > 0) {
            command.addAll(List.of("-max_total_time=" + SECONDS, "-timeout=30"));
        } else {
            // No watchdog: a machine may be slow.
            command.addAll(List.of("-runs=" + RUNS, "-timeout=" + PATIENCE_SECONDS));
        }
        command.add(found.toString());
        command.add(seeds.toAbsolutePath().toString());
        return command;
    }
}

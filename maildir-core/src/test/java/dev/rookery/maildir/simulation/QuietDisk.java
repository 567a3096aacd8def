// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// A real disk on which no directory changed just now: what happens next shows in their times.
public final class QuietDisk {
    /// More than what a change may need to show.
    private static final Duration TICK = Duration.ofMillis(30);

    private QuietDisk() {}

    /// @param elsewhere a directory of the same disk, not below `root`
    public static void await(Path root, Path elsewhere) throws IOException {
        Instant quiet = lastChange(root).plus(TICK);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> now(elsewhere).isAfter(quiet));
    }

    private static Instant lastChange(Path root) throws IOException {
        Instant last = Instant.EPOCH;
        try (Stream<Path> all = Files.walk(root)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                Instant changed = Files.getLastModifiedTime(directory).toInstant();
                last = changed.isAfter(last) ? changed : last;
            }
        }
        return last;
    }

    private static Instant now(Path elsewhere) throws IOException {
        Path fresh = Files.createTempFile(elsewhere, "now", "");
        Instant now = Files.getLastModifiedTime(fresh).toInstant();
        Files.delete(fresh);
        return now;
    }
}

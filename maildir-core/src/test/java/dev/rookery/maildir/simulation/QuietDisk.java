// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
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

    /// Files that go meanwhile are no matter: their directory tells of it.
    private static Instant lastChange(Path root) throws IOException {
        AtomicReference<FileTime> last = new AtomicReference<>(FileTime.fromMillis(0));
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) {
                        FileTime changed = attributes.lastModifiedTime();
                        last.updateAndGet(known -> known.compareTo(changed) > 0 ? known : changed);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException trouble)
                            throws IOException {
                        if (trouble instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw trouble;
                    }
                });
        return last.get().toInstant();
    }

    private static Instant now(Path elsewhere) throws IOException {
        Path fresh = Files.createTempFile(elsewhere, "now", "");
        Instant now = Files.getLastModifiedTime(fresh).toInstant();
        Files.delete(fresh);
        return now;
    }
}

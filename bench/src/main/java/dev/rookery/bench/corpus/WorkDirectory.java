// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A directory of its own for one run, deleted with all that is in it on closing.
///
/// It lies below `-Drookery.bench.directory`, or `/tmp`: other users must find their way there.
public record WorkDirectory(Path path) implements AutoCloseable {
    public static WorkDirectory create() throws IOException {
        Path parent = Path.of(System.getProperty("rookery.bench.directory", "/tmp"));
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), "rookery-bench-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new WorkDirectory(path);
    }

    public String fileSystem() throws IOException {
        return Files.getFileStore(path).type();
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(path, new Deletion());
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException unread)
                throws IOException {
            if (unread != null) {
                throw unread;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

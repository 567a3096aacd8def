// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// A directory of its own for one run, deleted with all that is in it on closing.
///
/// It lies below `-Drookery.bench.directory`, or `/tmp`: other users must find their way there.
public record WorkDirectory(Path path) implements AutoCloseable {
    public static WorkDirectory create() throws IOException {
        return below(Path.of(System.getProperty("rookery.bench.directory", "/tmp")));
    }

    public static WorkDirectory below(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), "rookery-bench-");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new WorkDirectory(path);
    }

    public String fileSystem() throws IOException {
        return Files.getFileStore(path).type();
    }

    /// Whoever still works in it fails from the first moment: it is deleted under another name.
    @Override
    public void close() throws IOException {
        if (Files.exists(path)) {
            Path leaving = path.resolveSibling(path.getFileName() + ".leaving");
            remove(Files.move(path, leaving, StandardCopyOption.ATOMIC_MOVE));
        }
    }

    /// `rm -r`, once more if something came into it meanwhile; what vanished meanwhile is no
    /// failure.
    public static void remove(Path directory) throws IOException {
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (DirectoryNotEmptyException grown) {
            Files.walkFileTree(directory, new Deletion());
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException unread)
                throws IOException {
            if (unread != null && !(unread instanceof NoSuchFileException)) {
                throw unread;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// What people do who keep copies of directories, and put them back. Somebody else is at work in
/// them all the time: what goes before its turn comes is passed over.
final class Backup {
    private Backup() {}

    /// `cp -a`.
    static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(to.resolve(from.relativize(directory)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        try {
                            Files.copy(
                                    file,
                                    to.resolve(from.relativize(file)),
                                    StandardCopyOption.REPLACE_EXISTING,
                                    StandardCopyOption.COPY_ATTRIBUTES);
                        } catch (NoSuchFileException gone) {
                            return passOver(from, gone);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException trouble)
                            throws IOException {
                        return passOver(from, trouble);
                    }
                });
    }

    private static FileVisitResult passOver(Path top, IOException trouble) throws IOException {
        if (trouble instanceof NoSuchFileException && Files.exists(top)) {
            return FileVisitResult.CONTINUE;
        }
        throw trouble;
    }

    /// `rm -rf`, again if something came meanwhile.
    static void remove(Path directory) throws IOException {
        while (Files.exists(directory)) {
            try {
                removeOnce(directory);
            } catch (DirectoryNotEmptyException something) {
                Thread.onSpinWait();
            }
        }
    }

    private static void removeOnce(Path directory) throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException trouble)
                            throws IOException {
                        return passOver(directory, trouble);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path left, @Nullable IOException trouble) throws IOException {
                        Files.delete(left);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Another program in the account, which takes what is new to `cur/`, as every reader of a Maildir
/// does. It says nothing of the messages by that.
final class OtherReader {
    private final Path maildir;
    private final AtomicLong taken = new AtomicLong();

    OtherReader(Path maildir) {
        this.maildir = maildir;
    }

    /// Files renamed by now.
    long taken() {
        return taken.get();
    }

    /// Goes through all folders once.
    void takeNew() throws IOException {
        takeNew(maildir);
        for (Path folder : list(maildir)) {
            if (folder.getFileName().toString().startsWith(".")) {
                takeNew(folder);
            }
        }
    }

    private void takeNew(Path folder) throws IOException {
        for (Path file : list(folder.resolve("new"))) {
            if (move(file, folder.resolve("cur").resolve(file.getFileName() + ":2,"))) {
                taken.incrementAndGet();
            }
        }
    }

    private static boolean move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException tooLate) {
            return false;
        }
    }

    /// Nothing of a folder that is gone.
    private static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
            all.forEach(entries::add);
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (DirectoryIteratorException failed) {
            throw failed.getCause();
        }
        return entries;
    }
}

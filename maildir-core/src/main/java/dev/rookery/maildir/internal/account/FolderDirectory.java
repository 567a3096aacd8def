// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// The directory of a new folder.
final class FolderDirectory {
    private static final List<String> PARTS = List.of("cur", "new", "tmp");

    private FolderDirectory() {}

    /// Makes what belongs into it, all of it durable. Closes `made` with what it answers, also on
    /// failure.
    static FolderFiles fill(OpenAccount account, Directory parent, Directory made)
            throws IOException {
        FolderFiles files;
        try {
            if (account.layout().marks()) {
                createMarker(account, made);
            }
            files = FolderFiles.open(made, account.owner(), true);
        } catch (IOException refused) {
            account.closeQuietly(made);
            throw refused;
        }
        try {
            made.force();
            parent.force();
            return files;
        } catch (IOException refused) {
            account.closeQuietly(files);
            throw refused;
        }
    }

    private static void createMarker(OpenAccount account, Directory made) throws IOException {
        try {
            made.create(MaildirPlusPlus.MARKER, account.owner()).close();
        } catch (FileAlreadyExistsException there) {
            return;
        }
    }

    /// Whether something lies at a new folder's path that cannot become its directory: a folder
    /// that nobody has found yet, or no directory at all.
    ///
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if something above is no directory
    static boolean isTaken(FolderTree tree, FolderPath path) throws IOException {
        return tree.isTaken(path)
                && (!tree.isThere(path) || tree.at(path, FolderDirectory::isFolder));
    }

    /// Whether it holds messages.
    static boolean isFolder(Directory parent, String name) throws IOException {
        try (Directory there = parent.openDirectory(name)) {
            return there.stat(PARTS.getFirst()).isPresent();
        } catch (NoSuchFileException free) {
            return false;
        }
    }

    /// Takes out what belongs to a folder, if nobody has put anything into it.
    static void empty(Directory made) throws IOException {
        for (String each : PARTS) {
            removeEmpty(made, each);
        }
        made.delete(MaildirPlusPlus.MARKER);
    }

    private static void removeEmpty(Directory parent, String name) throws IOException {
        try {
            parent.deleteDirectory(name);
        } catch (NoSuchFileException notMade) {
            return;
        }
    }
}

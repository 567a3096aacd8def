// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.sync.Found;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The open directories of one folder.
///
/// @param home holds the others, and what the index writes
/// @param owner whose the files are
/// @param ownsHome whether `home` is closed with the others
record FolderFiles(
        Directory home,
        Directory cur,
        Directory fresh,
        Directory tmp,
        Optional<Owner> owner,
        boolean ownsHome)
        implements Closeable {
    /// Opens what lies in `home`, creating what is missing of it. Closes `home` with itself if it
    /// owns it, and on failure.
    static FolderFiles open(Directory home, Optional<Owner> owner, boolean ownsHome)
            throws IOException {
        List<Directory> opened = new ArrayList<>();
        if (ownsHome) {
            opened.add(home);
        }
        try {
            for (String part : List.of("cur", "new", "tmp")) {
                opened.add(openOrCreate(home, part, owner));
            }
        } catch (IOException | RuntimeException refused) {
            for (Directory each : opened) {
                try {
                    each.close();
                } catch (IOException further) {
                    refused.addSuppressed(further);
                }
            }
            throw refused;
        }
        List<Directory> parts = opened.subList(opened.size() - 3, opened.size());
        return new FolderFiles(home, parts.get(0), parts.get(1), parts.get(2), owner, ownsHome);
    }

    private static Directory openOrCreate(Directory folder, String name, Optional<Owner> owner)
            throws IOException {
        try {
            return folder.openDirectory(name);
        } catch (NoSuchFileException missing) {
            return create(folder, name, owner);
        }
    }

    private static Directory create(Directory folder, String name, Optional<Owner> owner)
            throws IOException {
        Directory made;
        try {
            made = folder.createDirectory(name, owner);
        } catch (FileAlreadyExistsException another) {
            return folder.openDirectory(name);
        }
        try {
            folder.force();
            return made;
        } catch (IOException refused) {
            made.close();
            // Found there the next time, it would be taken for durable.
            folder.deleteDirectory(name);
            throw refused;
        }
    }

    Directory directory(boolean inNew) {
        return inNew ? fresh : cur;
    }

    InputFile open(String fileName, boolean inNew) throws IOException {
        return directory(inNew).open(fileName);
    }

    /// What lies there, if it is a file that may be a message.
    Optional<FileStat> stat(Found found) throws IOException {
        return directory(found.inNew()).stat(found.name().text()).filter(FileStat::isRegular);
    }

    @Override
    public void close() throws IOException {
        try (cur;
                fresh;
                tmp;
                Directory _ = ownsHome ? home : null) {
            // Closes all of them, whatever one says.
            return;
        }
    }

    @Override
    public String toString() {
        return home.toString();
    }
}

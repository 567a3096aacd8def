// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// The open directories of one folder.
///
/// @param owner whose the files are
/// @param place for people
record FolderFiles(
        Directory cur, Directory fresh, Directory tmp, Optional<Owner> owner, String place)
        implements Closeable {
    /// Opens what lies in `folder`, creating what is missing of it.
    static FolderFiles open(Directory folder, Optional<Owner> owner) throws IOException {
        Directory cur = openOrCreate(folder, "cur", owner);
        try {
            Directory fresh = openOrCreate(folder, "new", owner);
            try {
                Directory tmp = openOrCreate(folder, "tmp", owner);
                return new FolderFiles(cur, fresh, tmp, owner, folder.toString());
            } catch (IOException refused) {
                fresh.close();
                throw refused;
            }
        } catch (IOException refused) {
            cur.close();
            throw refused;
        }
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

    @Override
    public void close() throws IOException {
        try (cur;
                fresh;
                tmp) {
            // Closes all three, whatever one of them says.
            return;
        }
    }

    @Override
    public String toString() {
        return place;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// The open directories of one folder.
record FolderFiles(Directory folder, Directory cur, Directory fresh, Directory tmp)
        implements Closeable {
    static FolderFiles open(Directory folder, Optional<Owner> owner) throws IOException {
        return new FolderFiles(
                folder,
                openOrCreate(folder, "cur", owner),
                openOrCreate(folder, "new", owner),
                openOrCreate(folder, "tmp", owner));
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
        try {
            Directory made = folder.createDirectory(name, owner);
            folder.force();
            return made;
        } catch (FileAlreadyExistsException another) {
            return folder.openDirectory(name);
        }
    }

    Directory directory(boolean inNew) {
        return inNew ? fresh : cur;
    }

    InputFile open(String fileName, boolean inNew) throws IOException {
        return directory(inNew).open(fileName);
    }

    /// Looks for a message whose file was renamed by another program.
    Optional<FolderState.Removal> locate(String base) throws IOException {
        for (boolean inNew : new boolean[] {false, true}) {
            for (Directory.Entry entry : directory(inNew).list()) {
                Optional<MessageFileName> name = MessageFileName.parse(entry.name());
                if (name.isPresent() && name.get().base().equals(base)) {
                    return Optional.of(new FolderState.Removal(entry.name(), inNew));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        try (folder;
                cur;
                fresh;
                tmp) {
            // Closes all four, whatever one of them says.
            return;
        }
    }
}

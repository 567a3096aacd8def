// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Durability;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The real disk.
public final class LinuxDisk implements Disk {
    private final boolean durable;
    private final Inotify inotify = new Inotify();

    public LinuxDisk(Durability durability) {
        this.durable = durability == Durability.POWER_CUT;
    }

    @Override
    public Directory open(Path path) throws IOException {
        return LinuxDirectory.open(this, path.toString(), Linux.O_NOFOLLOW);
    }

    @Override
    public Directory openOrCreate(Path path, Optional<Owner> owner) throws IOException {
        try {
            return open(path);
        } catch (NoSuchFileException missing) {
            Path parent = path.getParent();
            Path name = path.getFileName();
            if (parent == null || name == null) {
                throw missing;
            }
            try (Directory above = openOrCreateParent(parent, owner)) {
                Directory made = create(above, name.toString(), owner);
                try {
                    above.force();
                    return made;
                } catch (IOException refused) {
                    made.close();
                    // Found there the next time, it would be taken for durable.
                    above.deleteTree(name.toString());
                    throw refused;
                }
            }
        }
    }

    boolean isDurable() {
        return durable;
    }

    Inotify inotify() {
        return inotify;
    }

    /// Directories above the last step are the administrator's: links among them are followed.
    private Directory openOrCreateParent(Path path, Optional<Owner> owner) throws IOException {
        try {
            return LinuxDirectory.open(this, path.toString(), 0);
        } catch (NoSuchFileException missing) {
            return openOrCreate(path, owner);
        }
    }

    private static Directory create(Directory parent, String name, Optional<Owner> owner)
            throws IOException {
        try {
            return parent.createDirectory(name, owner);
        } catch (FileAlreadyExistsException another) {
            return parent.openDirectory(name);
        }
    }
}

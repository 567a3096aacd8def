// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.MailRootMissingException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A directory that holds accounts, often a disk of its own. An empty file in it, its mark, tells
/// it from the empty directory that lies there while that disk is not mounted.
public final class MailRoot {
    /// Nothing reads the file, anybody may make it.
    public static final String MARK = ".rookery-root";

    private final Disk disk;
    private final Path directory;

    public MailRoot(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /// Whether the mark is there.
    ///
    /// @throws IOException if the directory cannot be looked into; one that is not there has no
    ///   mark
    public boolean isMarked() throws IOException {
        try (Directory root = open()) {
            return root.stat(MARK).isPresent();
        } catch (NoSuchFileException none) {
            return false;
        }
    }

    /// Makes the mark, and the directory too if it is missing. Durable when this returns.
    ///
    /// @param owner of what is made
    public void mark(Optional<Owner> owner) throws IOException {
        try (Directory root = openOrCreate(owner)) {
            try (OutputFile mark = root.create(MARK, owner)) {
                mark.force();
            } catch (FileAlreadyExistsException marked) {
                return;
            }
            root.force();
        }
    }

    private Directory openOrCreate(Optional<Owner> owner) throws IOException {
        try {
            return open();
        } catch (NoSuchFileException missing) {
            return disk.openOrCreate(directory, owner);
        }
    }

    /// If it is a link, where that leads: it is the administrator's.
    private Directory open() throws IOException {
        return disk.open(directory.resolve("."));
    }

    /// Requires the mark if the account, which is missing, lies below.
    ///
    /// @throws MailRootMissingException if the mark is missing too
    void require(AccountLocation account) throws IOException {
        if (account.maildir().startsWith(directory) && !isMarked()) {
            throw new MailRootMissingException(
                    "%s is missing, and %s has not its mark %s: is the disk mounted?"
                            .formatted(account.maildir(), directory, MARK));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.internal.files.DiskException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Why Linux refuses, and the exception `internal/files` makes of it.
enum Errno {
    EPERM(1),
    ENOENT(2),
    EIO(5),
    EACCES(13),
    EEXIST(17),
    EXDEV(18),
    ENOTDIR(20),
    EISDIR(21),
    EINVAL(22),
    EMFILE(24),
    ENOSPC(28),
    EROFS(30),
    ENAMETOOLONG(36),
    ENOTEMPTY(39),
    EDQUOT(122);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    IOException on(String action, String name) {
        return switch (this) {
            case ENOENT -> new NoSuchFileException(name, null, action);
            case EEXIST -> new FileAlreadyExistsException(name, null, action);
            case ENOSPC -> new NoSpaceException(action + " " + name + ": disk full");
            case EDQUOT -> new NoSpaceException(action + " " + name + ": disk quota used up");
            case EPERM,
                    EIO,
                    EACCES,
                    EXDEV,
                    ENOTDIR,
                    EISDIR,
                    EINVAL,
                    EMFILE,
                    EROFS,
                    ENAMETOOLONG,
                    ENOTEMPTY ->
                    new DiskException(action + " " + name + ": " + this, number);
        };
    }
}

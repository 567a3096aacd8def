// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.NoSpaceException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;

/// Turns an `errno` into the exception that says what was refused, and where.
final class Failures {
    private Failures() {}

    static int check(int result, String action, String name) throws IOException {
        return (int) check((long) result, action, name);
    }

    static long check(long result, String action, String name) throws IOException {
        if (result < 0) {
            throw of((int) -result, action, name);
        }
        return result;
    }

    static IOException of(int errno, String action, String name) {
        return switch (errno) {
            case Linux.ENOENT -> new NoSuchFileException(name, null, action);
            case Linux.EEXIST -> new FileAlreadyExistsException(name, null, action);
            case Linux.ENOSPC -> new NoSpaceException(action + " " + name + ": disk full");
            case Linux.EDQUOT -> new NoSpaceException(action + " " + name + ": disk quota used up");
            case Linux.ELOOP ->
                    new DiskException(action + " " + name + ": a link is not followed", errno);
            case Linux.ENOTDIR ->
                    new DiskException(action + " " + name + ": not a directory", errno);
            default -> new DiskException(action + " " + name + ": errno " + errno, errno);
        };
    }
}

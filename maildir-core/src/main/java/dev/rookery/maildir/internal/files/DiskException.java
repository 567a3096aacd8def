// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;

/// The disk refused, for a reason other than a missing or existing name or lack of space.
public final class DiskException extends IOException {
    private final int errno;

    public DiskException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /// Whether it says something about the file, and so will be said again.
    public boolean isLasting() {
        return switch (errno) {
            case 0, Linux.EPERM, Linux.EACCES, Linux.ENXIO, Linux.ENOTDIR, Linux.ELOOP -> true;
            default -> false;
        };
    }

    /// Whether something that is no directory lies where one was to be opened; a link is none.
    public boolean isNoDirectory() {
        return errno == Linux.ENOTDIR || errno == Linux.ELOOP;
    }

    /// Whether a hard link is what was refused, so that a copy of the bytes may do instead.
    public boolean refusesLink() {
        return errno == Linux.EMLINK || errno == Linux.EXDEV || errno == Linux.EPERM;
    }
}

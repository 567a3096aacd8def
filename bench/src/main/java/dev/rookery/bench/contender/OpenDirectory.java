// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A directory that servers may enter under whatever user they run, whatever the umask.
public final class OpenDirectory {
    private OpenDirectory() {}

    /// @param directory may be there already
    public static Path create(Path directory) throws IOException {
        Files.createDirectories(directory);
        return Files.setPosixFilePermissions(
                directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

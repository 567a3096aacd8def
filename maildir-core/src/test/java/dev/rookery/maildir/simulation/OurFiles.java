// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.Disk;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// What we keep in an account besides the mail, and besides files that others know: whoever deletes
/// it loses numbers, and no message.
final class OurFiles {
    private static final String PREFIX = "rookery.";

    private OurFiles() {}

    /// Removes them from an account that nobody has open, and from all its folders.
    static void remove(Disk disk, Path maildir) throws IOException {
        try (Directory root = disk.open(maildir)) {
            removeIn(root);
            for (Directory.Entry entry : root.list()) {
                if (entry.name().startsWith(".")
                        && entry.kind().equals(Optional.of(FileStat.Kind.DIRECTORY))) {
                    try (Directory folder = root.openDirectory(entry.name())) {
                        removeIn(folder);
                    }
                }
            }
        }
    }

    private static void removeIn(Directory directory) throws IOException {
        for (Directory.Entry entry : directory.list()) {
            if (entry.name().startsWith(PREFIX)) {
                directory.delete(entry.name());
            }
        }
    }
}

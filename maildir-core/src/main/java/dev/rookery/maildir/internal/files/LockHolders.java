// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Who holds `flock` locks, as the kernel tells it; see `proc_locks(5)`:
///
/// ```text
///   1: FLOCK  ADVISORY  WRITE 708 fe:00:2099 0 EOF
/// ```
final class LockHolders {
    private static final Path LOCKS = Path.of("/proc/locks");
    private static final int FIELDS = 6;

    private LockHolders() {}

    /// The process that has a file locked; nothing if the kernel does not say, as for locks of
    /// other machines and other containers.
    static OptionalLong of(FileId file) throws IOException {
        return in(Files.readAllLines(LOCKS), file);
    }

    static OptionalLong in(List<String> locks, FileId file) {
        int major = (int) file.device();
        int minor = (int) (file.device() >>> Integer.SIZE);
        String place = "%02x:%02x:%d".formatted(major, minor, file.inode());
        for (String line : locks) {
            String[] fields = line.strip().split("\\s+", FIELDS + 1);
            if (fields.length >= FIELDS && fields[1].equals("FLOCK") && fields[5].equals(place)) {
                return fields[4].matches("[1-9]\\d{0,9}")
                        ? OptionalLong.of(Long.parseLong(fields[4]))
                        : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Deliveries in `tmp/` that nobody will finish: their writers have 24 hours (maildir(5)).
final class OldDrafts {
    private static final System.Logger LOG = System.getLogger(OldDrafts.class.getName());
    private static final Duration UNUSED_FOR = Duration.ofHours(36);

    private OldDrafts() {}

    static void remove(FolderFiles files, InstantSource clock) {
        long before = clock.instant().minus(UNUSED_FOR).toEpochMilli() * 1_000_000L;
        try {
            for (Directory.Entry entry : files.tmp().list()) {
                Optional<FileStat> stat =
                        entry.kind().orElse(FileStat.Kind.REGULAR) == FileStat.Kind.REGULAR
                                ? files.tmp().stat(entry.name())
                                : Optional.empty();
                if (stat.filter(file -> isOld(file, before)).isPresent()) {
                    files.tmp().delete(entry.name());
                }
            }
        } catch (IOException stays) {
            LOG.log(Level.DEBUG, "old drafts stay in {0}: {1}", files, stays.getMessage());
        }
    }

    /// A writer may set the time of the message; that of the last change is the kernel's.
    private static boolean isOld(FileStat file, long before) {
        return file.isRegular() && file.modifiedNanos() < before && file.changedNanos() < before;
    }
}

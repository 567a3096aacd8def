// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Deliveries in `tmp/` that nobody will finish: their writers have 24 hours (maildir(5)).
public final class OldDrafts {
    /// What names of files begin with that are made to see what the disk makes of times, and go at
    /// once.
    public static final String PROBE = "rookery.probe.";

    private static final System.Logger LOG = System.getLogger(OldDrafts.class.getName());
    private static final Duration UNUSED_FOR = Duration.ofHours(36);

    private OldDrafts() {}

    /// Removes them. Only after a crash has been recovered from: until then the journal may need
    /// them.
    public static void remove(Directory tmp, Instant now) {
        try {
            for (Directory.Entry entry : tmp.list()) {
                Optional<FileStat> stat =
                        entry.kind().orElse(FileStat.Kind.REGULAR) == FileStat.Kind.REGULAR
                                ? tmp.stat(entry.name())
                                : Optional.empty();
                if (stat.filter(file -> isOld(entry.name(), file, now)).isPresent()) {
                    tmp.delete(entry.name());
                }
            }
        } catch (IOException stays) {
            LOG.log(Level.DEBUG, "old drafts stay in {0}: {1}", tmp, stays.getMessage());
        }
    }

    /// Whether nobody will finish it. A writer may set the time of the message; that of the last
    /// change is the kernel's.
    public static boolean isOld(String name, FileStat file, Instant now) {
        long before = now.minus(UNUSED_FOR).toEpochMilli() * 1_000_000L;
        boolean unused = file.modifiedNanos() < before && file.changedNanos() < before;
        return file.isRegular() && (unused || name.startsWith(PROBE));
    }
}

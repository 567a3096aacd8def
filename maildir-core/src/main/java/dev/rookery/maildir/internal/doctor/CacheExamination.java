// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.util.Optional;

/// Examines `rookery.cache` in a folder. Whatever is wrong with it: it is made anew, for all it
/// says stands in the messages.
final class CacheExamination {
    private final Assignment assignment;

    CacheExamination(Assignment assignment) {
        this.assignment = assignment;
    }

    void run(Told.Folder folder, Directory home) throws IOException {
        Optional<String> complaint =
                FolderCache.complaint(home, folder.identity().hashCode(), folder.uidValidity());
        if (complaint.isEmpty()) {
            return;
        }
        assignment
                .report()
                .fault(
                        home + "/" + FolderCache.NAME,
                        complaint.get(),
                        "No message is concerned: what it does not say is read from the messages,"
                                + " which takes longer.",
                        "Repair removes it, and it is made anew.");
        if (assignment.mends()) {
            home.delete(FolderCache.NAME);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.FoundFolders;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// Finds directories with mail that are no folder yet, or cannot be one.
final class FolderExamination {
    private final Assignment assignment;
    private final FolderTree tree;

    FolderExamination(Assignment assignment, FolderTree tree) {
        this.assignment = assignment;
        this.tree = tree;
    }

    void run(Told told) throws IOException {
        Set<String> known = new HashSet<>();
        for (Told.Folder folder : told.folders()) {
            known.add(folder.path().toString());
            told.formerPath(folder).ifPresent(path -> known.add(path.toString()));
        }
        FoundFolders found = tree.discover();
        for (FoundFolders.Folder folder : found.folders()) {
            tell(folder.path(), known, told);
        }
        for (FoundFolders.Other other : found.others()) {
            if (!known.contains(other.path())) {
                fault(other.path(), other.reason());
            }
        }
    }

    private void tell(FolderPath path, Set<String> known, Told told) {
        if (known.contains(path.toString())) {
            return;
        }
        boolean twin = told.folders().stream().anyMatch(each -> isNamedAs(each, path));
        if (twin) {
            fault(path.toString(), FoundFolders.Reason.TWIN);
            return;
        }
        assignment
                .report()
                .note(
                        assignment.root() + "/" + path,
                        "another program made this folder",
                        "Its messages are new mail.",
                        "The next opening shows it.");
    }

    private boolean isNamedAs(Told.Folder folder, FolderPath path) {
        return assignment.layout().mailboxIn(path).filter(folder.name()::equals).isPresent();
    }

    private void fault(String path, FoundFolders.Reason reason) {
        assignment
                .report()
                .fault(
                        assignment.root() + "/" + path,
                        reason.toString(),
                        "Its messages are not shown.",
                        "Repair leaves it alone.");
    }
}

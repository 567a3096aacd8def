// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.layout.FoundFolders;
import dev.rookery.maildir.internal.migrate.MoveAside;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// The end of a move back to Dovecot.
///
/// Before a mark lies in the root, the mail is ours: lists for Dovecot that lie there already are
/// taken back at the next opening. From then on it is Dovecot's, and what is left of ours only has
/// to go, whoever comes next. The mark goes last.
final class Retirement {
    private static final String MARK = MoveAside.EXPORTED;

    private Retirement() {}

    static boolean isDue(Directory root) throws IOException {
        return root.stat(MARK).isPresent();
    }

    /// From here on the mail is not ours any more. Durable when this returns.
    static void begin(Directory root, Optional<Owner> owner) throws IOException {
        try {
            try (OutputFile mark = root.create(MARK, owner)) {
                mark.force();
            }
            root.force();
        } catch (IOException refused) {
            takeBack(root, refused);
            throw refused;
        }
    }

    /// If the mark stays all the same, the next opening finishes what this one could not.
    private static void takeBack(Directory root, IOException refused) {
        try {
            root.delete(MARK);
        } catch (IOException stays) {
            refused.addSuppressed(stays);
        }
    }

    /// Moves our files aside, if that is due. May be repeated.
    static void finishIfDue(Directory root, FolderTree tree, Instant now) throws IOException {
        if (!isDue(root)) {
            return;
        }
        // Nobody knows whether the one who made it came to force it.
        root.force();
        for (FoundFolders.Folder folder : tree.discover().folders()) {
            if (tree.isThere(folder.path())) {
                try (Directory home = tree.open(folder.path())) {
                    MoveAside.RETIRED.perform(home, now);
                }
            }
        }
        MoveAside.RETIRED.perform(root, now, name -> !name.equals(MARK));
        root.delete(MARK);
        root.force();
    }
}

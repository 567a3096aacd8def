// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Finding.Grade;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.migrate.Subscriptions;
import dev.rookery.maildir.internal.quota.MaildirSizeFile;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Examines whether the owner of an account may do with its files what has to be done; nothing, if
/// the account has no owner of its own.
final class AccessExamination {
    /// Bits as in chmod(1).
    static final int READ = 4;

    static final int WRITE = 2;
    static final int SEARCH = 1;

    private static final Set<String> OTHERS =
            Set.of(
                    "cur",
                    "new",
                    "tmp",
                    Subscriptions.FILE,
                    KeywordTable.FILE,
                    MaildirSizeFile.NAME);

    private final Assignment assignment;

    AccessExamination(Assignment assignment) {
        this.assignment = assignment;
    }

    /// Looks at a folder's directory, those in it, and our files.
    void files(Directory home) throws IOException {
        if (assignment.owner().isEmpty()) {
            return;
        }
        run(home.toString(), home.stat(), READ + WRITE + SEARCH);
        for (Directory.Entry entry : home.list()) {
            String name = entry.name();
            Optional<FileStat> file = isUsed(name) ? home.stat(name) : Optional.empty();
            if (file.isPresent()) {
                int wanted = file.get().isDirectory() ? READ + WRITE + SEARCH : READ + WRITE;
                run(home + "/" + name, file.get(), wanted);
            }
        }
        assignment.report().endOfFolder(home.toString());
    }

    private static boolean isUsed(String name) {
        return OTHERS.contains(name) || (name.startsWith("rookery.") && !MoveAside.isAside(name));
    }

    /// @param wanted what has to be allowed
    void run(String where, FileStat file, int wanted) {
        Optional<Owner> owner = assignment.owner();
        FileStat.Access access = file.access();
        if (owner.isEmpty() || access.allows(owner.get(), wanted)) {
            return;
        }
        String user = owner.get().uid() + ":" + owner.get().gid();
        assignment
                .report()
                .file(
                        Grade.FAULT,
                        where,
                        "belongs to %d:%d with mode %04o, and the account to %s"
                                .formatted(access.uid(), access.gid(), access.mode(), user),
                        "A server that runs as that user cannot use it.",
                        "Repair leaves it alone; \"chown -R %s\" and \"chmod -R u+rwX\" mend it."
                                .formatted(user));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.quota.MaildirSizeFile;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what a crash or a move left behind beside the mail, and removes what was never finished.
final class Leftovers {
    private static final Set<String> UNFINISHED =
            Set.of(JournalFiles.UNFINISHED, FolderCache.UNFINISHED, MaildirSizeFile.ASIDE);

    private static final String OURS = "rookery.";
    private static final String OURS_UNFINISHED = ".new";
    private static final String OTHERS_UNFINISHED = ".rookery-new";

    private final Assignment assignment;

    Leftovers(Assignment assignment) {
        this.assignment = assignment;
    }

    private Report report() {
        return assignment.report();
    }

    private static boolean isUnfinished(String name) {
        return UNFINISHED.contains(name)
                || name.endsWith(OTHERS_UNFINISHED)
                || (name.startsWith(OURS)
                        && name.endsWith(OURS_UNFINISHED)
                        && !MoveAside.isAside(name));
    }

    /// Looks for them in the root or a folder.
    void in(Directory home) throws IOException {
        long files = 0;
        long bytes = 0;
        for (Directory.Entry entry : home.list()) {
            String name = entry.name();
            if (MoveAside.isAside(name)) {
                files++;
                bytes += home.stat(name).map(FileStat::sizeBytes).orElse(0L);
            } else if (name.startsWith(JournalFiles.FOREIGN)) {
                report().note(
                                home + "/" + name,
                                "the journal of another account, which somebody had put here",
                                "That account's last mail and changes may be in it.",
                                "Repair leaves it alone.");
            } else if (isUnfinished(name)) {
                remove(home, name, "it was being written when somebody stopped");
            }
        }
        if (KeywordFile.isLeftLocked(home, assignment.now())) {
            remove(home, KeywordFile.LOCK, "a lock that its holder left");
        }
        if (files > 0) {
            report().note(
                            home.toString(),
                            "files with names rookery.imported.… and rookery.retired.…: %d, with %d"
                                            .formatted(files, bytes)
                                    + " bytes",
                            "They are of another server, or of a time before an export.",
                            "Nobody reads them, and you may delete them.");
        }
    }

    /// Files that others have taken the place of.
    void unneeded(Directory home, List<String> names) throws IOException {
        for (String name : names) {
            remove(home, name, "nothing needs it any more");
        }
    }

    private void remove(Directory home, String name, String what) throws IOException {
        report().note(home + "/" + name, what, "Nobody reads it.", "Repair removes it.");
        if (assignment.mends()) {
            home.delete(name);
        }
    }

    /// Looks for directories of folders that were to be removed.
    void removedFolders(Told told) throws IOException {
        for (Directory.Entry entry : assignment.root().list()) {
            Optional<Integer> id = RemovedFolder.folderOf(entry.name());
            if (id.isPresent()) {
                removed(entry.name(), told.folder(id.get()));
            }
        }
    }

    /// Whether the folder's directory was set aside.
    boolean isAside(Told.Folder folder) throws IOException {
        return assignment.root().stat(RemovedFolder.nameOf(folder.id())).isPresent();
    }

    private void removed(String directory, Optional<Told.Folder> folder) throws IOException {
        String where = assignment.root() + "/" + directory;
        if (folder.isPresent()) {
            report().note(
                            where,
                            "folder " + folder.get().name() + " was to be deleted, and was not",
                            "It is there, with all its messages.",
                            "The next opening puts its directory back in place.");
            return;
        }
        report().note(
                        where,
                        "the files of a folder that was deleted",
                        "They take up room.",
                        "Repair removes them.");
        if (assignment.mends()) {
            assignment.root().deleteTree(directory);
        }
    }
}

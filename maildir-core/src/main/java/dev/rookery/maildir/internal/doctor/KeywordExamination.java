// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Examines `dovecot-keywords` in a folder.
final class KeywordExamination {
    private final Assignment assignment;
    private final Directory home;

    KeywordExamination(Assignment assignment, Directory home) {
        this.assignment = assignment;
        this.home = home;
    }

    /// @param state what we know of the folder: of two words for a letter, the one we know counts
    void run(FolderState state) throws IOException {
        List<String> flaws = KeywordFile.flaws(home);
        for (String flaw : flaws) {
            assignment
                    .report()
                    .fault(
                            home + "/" + KeywordTable.FILE,
                            flaw,
                            "The line means nothing to Rookery; other programs may read it"
                                    + " otherwise.",
                            "Repair writes the file anew with what Rookery reads in it.");
        }
        if (assignment.mends() && !flaws.isEmpty()) {
            mend(state);
        }
    }

    private void mend(FolderState state) throws IOException {
        Optional<KeywordTable> written =
                KeywordFile.rewrite(
                        home,
                        assignment.now(),
                        assignment.owner(),
                        table -> table.with(state.letters()::word));
        if (written.isEmpty()) {
            assignment
                    .report()
                    .note(
                            home + "/" + KeywordFile.LOCK,
                            "another program has locked the file",
                            "It stays as it is.",
                            "Repair again in two minutes.");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Examines `rookery.account`, which says how the account was left.
final class ClosingExamination {
    private static final String MEANING =
            "No message is concerned: a folder is looked at once more where nobody knows how it"
                    + " was left.";

    private final Assignment assignment;
    private final String where;
    private Optional<ClosedAccount> written = Optional.empty();

    /// Folders of which it says what is not so.
    private final Set<Integer> wrong = new HashSet<>();

    ClosingExamination(Assignment assignment) {
        this.assignment = assignment;
        this.where = assignment.root() + "/" + ClosedAccount.FILE;
    }

    /// What it says, if that can be read.
    ///
    /// @throws IOException also if a later version of this program wrote it
    Optional<ClosedAccount> read() throws IOException {
        try {
            written = ClosedAccount.read(assignment.root());
        } catch (CorruptIndexException damaged) {
            assignment.report().fault(where, damaged.what(), MEANING, "Repair removes it.");
            if (assignment.mends()) {
                assignment.root().delete(ClosedAccount.FILE);
            }
        }
        return written;
    }

    /// Compares what it says of a folder with what index and journal say. Only for an account in
    /// which nothing was written since.
    void compare(FolderState state) {
        ClosedAccount.Folder folder = folders().get(state.id());
        if (folder != null && !folder.status().equals(state.status())) {
            wrong.add(state.id());
            assignment
                    .report()
                    .fault(
                            where,
                            "it says of folder %d %s, and index and journal say %s"
                                    .formatted(
                                            state.id(),
                                            numbers(folder.status()),
                                            numbers(state.status())),
                            "Clients may be told wrong numbers.",
                            "Repair takes out what is wrong.");
        }
    }

    private static String numbers(MailboxStatus status) {
        return "%d messages, %d unseen, next UID %s"
                .formatted(status.messages(), status.unseen(), status.uidNext());
    }

    /// Finds folders that there are not; then mends what was found.
    void finish(Told told) throws IOException {
        for (int id : folders().keySet()) {
            if (told.folder(id).isEmpty()) {
                wrong.add(id);
                assignment
                        .report()
                        .fault(
                                where,
                                "it tells of a folder " + id + ", and there is none",
                                MEANING,
                                "Repair takes out what is wrong.");
            }
        }
        if (assignment.mends() && !wrong.isEmpty()) {
            written.orElseThrow().without(wrong).write(assignment.root(), assignment.owner());
        }
    }

    private Map<Integer, ClosedAccount.Folder> folders() {
        return written.map(ClosedAccount::folders).orElse(Map.of());
    }
}

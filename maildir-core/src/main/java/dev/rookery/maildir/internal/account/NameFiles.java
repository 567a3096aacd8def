// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Gives files the names that show their flags, and moves seen-by-somebody mail from `new/` to
/// `cur/`. Only the final state is written, however often flags changed since the last time.
final class NameFiles implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final UidSet claimed;

    /// @param claimed messages that are not recent any more
    NameFiles(OpenMailbox mailbox, UidSet claimed) {
        this.mailbox = mailbox;
        this.claimed = claimed;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether any file is missing under the name it should have.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        List<Entry> named = new ArrayList<>();
        boolean[] missing = new boolean[1];
        List<IOException> refusals = new ArrayList<>();
        folder.misnamed()
                .or(claimed.and(folder.snapshot().uids()))
                .forEach(uid -> {
                    try {
                        rename(folder.snapshot(), uid, named);
                    } catch (NoSuchFileException | FileAlreadyExistsException foreign) {
                        missing[0] = true;
                    } catch (IOException refused) {
                        refusals.add(refused);
                    }
                });
        if (!named.isEmpty()) {
            mailbox.files().cur().force();
            mailbox.files().fresh().force();
        }
        named.forEach(draft::add);
        if (!refusals.isEmpty() && named.isEmpty()) {
            throw refusals.getFirst();
        }
        return missing[0];
    }

    private void rename(MailboxSnapshot snapshot, Uid uid, List<Entry> named) throws IOException {
        Row row = snapshot.row(uid).orElseThrow();
        Set<SystemFlag> flags = snapshot.flags(uid).system();
        MessageFileName old = new MessageFileName(row.fileName());
        if (row.inNew() && flags.isEmpty() && !claimed.contains(uid)) {
            return;
        }
        MessageFileName name = old.with(flags, old.keywordLetters()).orElse(old);
        if (row.inNew() || !name.equals(old)) {
            FolderFiles files = mailbox.files();
            Directory from = files.directory(row.inNew());
            from.rename(row.fileName(), files.cur(), name.text());
            named.add(new Entry.FileNamed(mailbox.id(), uid.value(), name.text(), false));
        }
    }
}

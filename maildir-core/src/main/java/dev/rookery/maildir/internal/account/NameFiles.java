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
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives files the names that show their flags, and moves seen-by-somebody mail from `new/` to
/// `cur/`. Only the final state is written, however often flags changed since the last time.
final class NameFiles implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final UidSet claimed;

    private @Nullable FolderState folder;
    private boolean missing;
    private @Nullable IOException refusal;

    /// @param claimed messages that are not recent any more
    NameFiles(OpenMailbox mailbox, UidSet claimed) {
        this.mailbox = mailbox;
        this.claimed = claimed;
    }

    /// Whether any file was not there under the name it should have had.
    boolean missing() {
        return missing;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Boolean prepare(Draft draft) {
        folder = draft.folder(mailbox.id(), mailbox.name());
        return true;
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (folder == null) {
            return;
        }
        MailboxSnapshot snapshot = folder.snapshot();
        folder.debt()
                .uids()
                .or(claimed.and(snapshot.uids()))
                .forEach(uid -> {
                    try {
                        rename(snapshot, uid, aftermath);
                    } catch (NoSuchFileException | FileAlreadyExistsException foreign) {
                        missing = true;
                    } catch (IOException refused) {
                        refusal = refused;
                    }
                });
        if (refusal != null && aftermath.entries().isEmpty()) {
            throw refusal;
        }
    }

    private void rename(MailboxSnapshot snapshot, Uid uid, Aftermath aftermath) throws IOException {
        Row row = snapshot.row(uid).orElseThrow();
        Set<SystemFlag> flags = snapshot.flags(uid).system();
        if (row.inNew() && flags.isEmpty() && !claimed.contains(uid)) {
            return;
        }
        MessageFileName old = new MessageFileName(row.fileName());
        Optional<MessageFileName> wanted = old.with(flags, old.keywordLetters());
        if (wanted.isEmpty() && !row.inNew()) {
            return;
        }
        MessageFileName name = wanted.orElse(old);
        Directory from = mailbox.files().directory(row.inNew());
        Directory cur = mailbox.files().cur();
        if (row.inNew() || !name.equals(old)) {
            from.rename(old.text(), cur, name.text());
            aftermath.touched(from);
        }
        aftermath.touched(cur);
        aftermath.add(new Entry.FileNamed(mailbox.id(), uid.value(), name.text(), false));
    }
}

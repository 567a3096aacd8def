// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives files the names that show their flags, and moves seen-by-somebody mail from `new/` to
/// `cur/`. Only the final state is written, however often flags changed since the last time; some
/// files at a time, so that others need not wait.
final class NameFiles implements Operation<Boolean> {
    private static final int FILES_MAX = 512;

    private final OpenMailbox mailbox;
    private final UidSet claimed;
    private final UidSet passedOver;

    private @Nullable FolderState folder;
    private UidSet wanted = UidSet.EMPTY;
    private UidSet missing = UidSet.EMPTY;
    private final Map<Integer, UidSet.Builder> named = new HashMap<>();
    private final OwnChanges own = new OwnChanges();
    private @Nullable IOException refusal;

    /// @param claimed messages that are not recent any more
    /// @param passedOver messages to leave alone
    NameFiles(OpenMailbox mailbox, UidSet claimed, UidSet passedOver) {
        this.mailbox = mailbox;
        this.claimed = claimed;
        this.passedOver = passedOver;
    }

    /// Messages whose file was not there under the name it should have had.
    UidSet missing() {
        return missing;
    }

    /// The messages it saw to.
    UidSet wanted() {
        return wanted;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether there will be more to do.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        folder = draft.folder(mailbox.id(), mailbox.name());
        UidSet all =
                folder.debt()
                        .uids()
                        .or(claimed.and(folder.names().inNew()))
                        .and(folder.snapshot().uids())
                        .minus(folder.unplaced())
                        .minus(passedOver);
        wanted =
                all.size() <= FILES_MAX
                        ? all
                        : all.and(UidSet.range(Uid.FIRST, all.select(FILES_MAX)));
        return all.size() > FILES_MAX;
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (folder == null || wanted.isEmpty()) {
            return;
        }
        FolderState state = folder;
        FolderPlace place = mailbox.lookout().place();
        place.requireHeld();
        mailbox.lookout()
                .change(
                        own,
                        _ -> {
                            state.snapshot()
                                    .forEachRow(wanted, row -> tryToName(state, row, aftermath));
                            place.requireHeld();
                        });
        named.forEach((letters, uids) ->
                aftermath.add(new Entry.FilesNamed(mailbox.id(), uids.build(), letters)));
        if (refusal != null && aftermath.entries().isEmpty()) {
            throw refusal;
        }
    }

    /// The names may be what nobody notes: a look finds them.
    @Override
    public void undo(Aftermath aftermath) {
        mailbox.lookout().expect(own.all());
    }

    private void tryToName(FolderState state, Row row, Aftermath aftermath) {
        try {
            name(state, row, aftermath);
        } catch (NoSuchFileException | FileAlreadyExistsException foreign) {
            own.fail();
            missing = missing.or(UidSet.of(new Uid(row.uid())));
        } catch (IOException refused) {
            own.fail();
            refusal = refused;
        }
    }

    private void name(FolderState state, Row row, Aftermath aftermath) throws IOException {
        long uid = row.uid();
        boolean inNew = state.isInNew(uid);
        int letters = state.wantedLetters(uid);
        MessageFileName old = new MessageFileName(state.fileName(row));
        // What means nothing to us stays.
        Optional<MessageFileName> wish = old.withLetters(letters);
        if (wish.isEmpty() && !inNew) {
            // No name has room for the flags: they stand in the index alone.
            aftermath.add(new Entry.FileNamed(mailbox.id(), uid, old.text(), false));
            return;
        }
        MessageFileName name = wish.orElse(old);
        Directory from = mailbox.files().directory(inNew);
        Directory cur = mailbox.files().cur();
        if (inNew || !name.equals(old)) {
            own.rename(new Found(old, inNew), new Found(name, false));
            rename(from, old.text(), cur, name.text());
            aftermath.touched(from);
        }
        aftermath.touched(cur);
        if (name.ending().equals(MessageFileName.info(letters))) {
            named.computeIfAbsent(letters, _ -> UidSet.builder()).accept(uid);
        } else {
            aftermath.add(new Entry.FileNamed(mailbox.id(), uid, name.text(), false));
        }
    }

    /// Where the file has the name already, as a second one, the first one goes.
    private static void rename(Directory from, String old, Directory cur, String name)
            throws IOException {
        try {
            from.rename(old, cur, name);
        } catch (FileAlreadyExistsException taken) {
            Optional<FileId> mine = from.stat(old).map(FileStat::id);
            if (mine.isEmpty() || !mine.equals(cur.stat(name).map(FileStat::id))) {
                throw taken;
            }
            from.delete(old);
        }
    }
}

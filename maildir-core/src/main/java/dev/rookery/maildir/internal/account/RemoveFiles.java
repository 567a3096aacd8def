// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes files of expunged messages, under whatever name another program gave them since; some at
/// a time, so that others need not wait.
///
/// That a file is not where it was does not mean that it is gone: only a stable listing says so
/// that comes a while after the last change, our own included; until then it is owed. So is one of
/// which a look found another name in the folder: both have to go. A file with another inode, size
/// or time is somebody's restored one: it stays, and is new mail.
final class RemoveFiles implements Operation<Boolean> {
    private static final int FILES_MAX = 256;
    private static final int FILES_SOUGHT_MAX = 4096;

    private final OpenMailbox mailbox;
    private final long from;
    private final boolean lookElsewhere;
    private @Nullable FolderState folder;
    private UidSet wanted = UidSet.EMPTY;
    private boolean more;

    private final UidSet.Builder removed = UidSet.builder();
    private final Set<Directory> touched = new LinkedHashSet<>();
    private final Map<String, Row> elsewhere = new HashMap<>();
    private final Set<Found> others = new LinkedHashSet<>();
    private @Nullable IOException refusal;

    /// @param from the first UID
    /// @param lookElsewhere whether what is not where it is known to be is looked for
    RemoveFiles(OpenMailbox mailbox, long from, boolean lookElsewhere) {
        this.mailbox = mailbox;
        this.from = from;
        this.lookElsewhere = lookElsewhere;
    }

    /// Whether files of later UIDs are owed as well.
    boolean hasMore() {
        return more;
    }

    /// Of those that were to go this time, if [#hasMore].
    long lastUid() {
        return wanted.last().value();
    }

    boolean removesAny() {
        return !removed.build().isEmpty();
    }

    /// Whether files are left that were to go this time.
    boolean leavesAny() {
        return !wanted.minus(removed.build()).isEmpty();
    }

    /// Why, if the disk refused.
    Optional<Throwable> refusal() {
        return Optional.ofNullable(refusal);
    }

    /// Files of other mail that bear the names.
    Set<Found> others() {
        return others;
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public Journal.Room room() {
        return Journal.Room.RESERVE;
    }

    /// Answers whether there will be more to do.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        Optional<FolderState> now = draft.find(mailbox.id());
        if (now.isEmpty()) {
            return false;
        }
        folder = now.get();
        int most = lookElsewhere ? FILES_SOUGHT_MAX : FILES_MAX;
        UidSet stay = folder.unplaced().or(mailbox.originals());
        int enough = most + 1 + (int) stay.size();
        UidSet all = folder.tombs().from(from, enough).minus(stay);
        more = all.size() > most;
        wanted = more ? all.and(UidSet.range(Uid.FIRST, all.select(most))) : all;
        return more;
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
                        new OwnChanges(),
                        own -> {
                            state.snapshot().forEachRow(wanted, row -> remove(state, row, own));
                            if (lookElsewhere && !elsewhere.isEmpty()) {
                                lookElsewhere(state, own);
                            }
                        });
        place.requireHeld();
        UidSet gone = removed.build();
        if (!gone.isEmpty()) {
            touched.forEach(aftermath::touched);
            aftermath.add(new Entry.FilesRemoved(mailbox.id(), gone));
        } else if (refusal != null) {
            throw refusal;
        }
    }

    private void remove(FolderState state, Row row, OwnChanges own) {
        Found known = new Found(new MessageFileName(state.fileName(row)), state.isInNew(row.uid()));
        try {
            if (!remove(state, row, known, own)) {
                elsewhere.put(row.base(), row);
            }
        } catch (IOException refused) {
            refusal = refused;
        }
    }

    /// Answers whether the message's file was there, and is not any more.
    private boolean remove(FolderState state, Row row, Found found, OwnChanges own)
            throws IOException {
        Directory directory = mailbox.files().directory(found.inNew());
        Optional<FileStat> file = directory.stat(found.name().text());
        if (file.isEmpty()) {
            return false;
        }
        long inode = state.tombs().get(row.uid());
        boolean sameFile = inode < 0 || inode == file.get().id().inode();
        if (!sameFile || !mailbox.isUnchanged(row, file.get())) {
            others.add(found);
            return false;
        }
        // Asked before: a look that comes between no longer finds two names.
        boolean linked =
                file.get().hasOtherNames() && mailbox.lookout().mayHaveTwoNames(row.base());
        own.remove(found);
        boolean deleted = directory.delete(found.name().text());
        if (deleted) {
            touched.add(directory);
        }
        if (!deleted || linked) {
            // Another program renamed it just now, or its other name has to go as well.
            return false;
        }
        isGone(row);
        return true;
    }

    private void isGone(Row row) {
        removed.accept(row.uid());
        mailbox.lookout().isGone(row.base());
    }

    /// Whoever moved or removed them may not have made that durable, nor have we what went before.
    private void lookElsewhere(FolderState state, OwnChanges own) throws IOException {
        touched.add(mailbox.files().cur());
        touched.add(mailbox.files().fresh());
        LastChange lastChange = mailbox.lookout().lastChange();
        if (lastChange.listAll(found -> removeMoved(state, found, own))) {
            elsewhere.values().forEach(this::isGone);
        }
    }

    private void removeMoved(FolderState state, Found now, OwnChanges own) {
        Row row = elsewhere.get(now.name().base());
        if (row == null) {
            return;
        }
        try {
            if (remove(state, row, now, own)) {
                elsewhere.remove(row.base());
            }
        } catch (IOException refused) {
            elsewhere.remove(row.base());
            refusal = refused;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Believes what a look at a folder found to be missing: what other programs deleted is expunged.
/// What they renamed is for [FollowRenames], which comes before, what they delivered for [TakeIn].
///
/// A message is gone only when two stable looks in a row did not show it, and there is nothing
/// under its last name. The first time after a start, this also finishes what a crash interrupted.
final class ReconcileFolder implements Operation<UidSet> {
    private static final System.Logger LOG = System.getLogger(ReconcileFolder.class.getName());

    private final OpenMailbox mailbox;
    private final FolderLook.Seen seen;
    private final UidSet suspects;
    private final Optional<Recovery> recovery;
    private boolean unfinished;

    /// @param suspects messages the last look did not show
    ReconcileFolder(
            OpenMailbox mailbox,
            FolderLook.Seen seen,
            UidSet suspects,
            Optional<Recovery> recovery) {
        this.mailbox = mailbox;
        this.seen = seen;
        this.suspects = suspects;
        this.recovery = recovery;
    }

    /// Whether something a crash interrupted could not be finished: it is not missing, and its turn
    /// comes again.
    boolean isUnfinished() {
        return unfinished;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the messages that are missing, but not for long enough.
    @Override
    public UidSet prepare(Draft draft) throws IOException {
        if (seen.by().isPast()) {
            return UidSet.EMPTY;
        }
        forget(draft, mailbox, seen.replaced().and(newest(draft).snapshot().uids()));
        List<Row> absent = new ArrayList<>();
        FolderState now = newest(draft);
        UidSet still = seen.absent().and(now.snapshot().uids()).minus(now.unplaced());
        now.snapshot()
                .forEachRow(
                        still,
                        row -> {
                            if (seen.isNamedAsThen(now, row)) {
                                absent.add(row);
                            }
                        });
        return expunge(draft, recover(draft, absent), seen.isCertain());
    }

    /// Brings back what a crash left unfinished; answers what is missing all the same.
    private List<Row> recover(Draft draft, List<Row> absent) throws IOException {
        List<Row> missing = new ArrayList<>();
        boolean recoveredNew = false;
        boolean recoveredCur = false;
        for (Row row : absent) {
            boolean inNew = newest(draft).isInNew(row.uid());
            try {
                if (recovery.isPresent() && bringBack(draft, row)) {
                    recoveredNew |= inNew;
                    recoveredCur |= !inNew;
                } else {
                    missing.add(row);
                }
            } catch (IOException refused) {
                LOG.log(Level.DEBUG, "not brought back yet: " + row.base(), refused);
                unfinished = true;
            }
        }
        if (recoveredNew) {
            mailbox.files().fresh().force();
        }
        if (recoveredCur) {
            mailbox.files().cur().force();
        }
        return missing;
    }

    private boolean bringBack(Draft draft, Row row) throws IOException {
        String name = newest(draft).fileName(row);
        String tmpName = TmpFile.nameOf(new MessageFileName(name));
        Optional<Entry.Place> copied =
                recovery.flatMap(known -> known.copied(mailbox.id(), row.uid()));
        return copied.isPresent()
                ? seen.listing().stable() && copyAgain(draft, row, copied.get(), tmpName)
                : publish(draft, row, tmpName, name);
    }

    /// From the original: a copy of its bytes was forced after the journal told of it, if at all,
    /// and may be a part.
    private boolean copyAgain(Draft draft, Row row, Entry.Place original, String tmpName)
            throws IOException {
        FolderState now = newest(draft);
        try {
            var _ = mailbox.files().tmp().delete(tmpName);
            boolean inNew = now.isInNew(row.uid());
            return mailbox.linkAgain(draft, original, now.fileName(row), inNew);
        } catch (FileAlreadyExistsException meanwhile) {
            return true;
        }
    }

    /// Gives a draft its place, if it is as large as the message.
    private boolean publish(Draft draft, Row row, String tmpName, String name) throws IOException {
        FolderFiles files = mailbox.files();
        Optional<FileStat> draftFile = files.tmp().stat(tmpName).filter(FileStat::isRegular);
        if (draftFile.filter(file -> file.sizeBytes() == row.physicalBytes()).isEmpty()) {
            return false;
        }
        try {
            files.tmp().rename(tmpName, files.directory(newest(draft).isInNew(row.uid())), name);
            return true;
        } catch (NoSuchFileException meanwhile) {
            return false;
        } catch (FileAlreadyExistsException meanwhile) {
            return true;
        }
    }

    private UidSet expunge(Draft draft, List<Row> missing, boolean certain) throws IOException {
        if (!certain) {
            return suspects.and(uids(missing));
        }
        List<Row> left = new ArrayList<>();
        List<Row> gone = new ArrayList<>();
        FolderState now = newest(draft);
        for (Row row : missing) {
            boolean again = suspects.contains(row.uid());
            (again && isGone(now, row) ? gone : left).add(row);
        }
        if (!gone.isEmpty() && !seen.by().place().isHeld()) {
            // Gone with the directory, and perhaps there in the one that came into its place.
            return uids(missing);
        }
        forget(draft, mailbox, uids(gone));
        return uids(left);
    }

    private boolean isGone(FolderState now, Row row) throws IOException {
        String name = now.fileName(row);
        Found known = new Found(new MessageFileName(name), now.isInNew(row.uid()));
        return mailbox.files().stat(known).isEmpty();
    }

    /// Expunges without removing a file: what comes back under that name is somebody's new mail.
    static void forget(Draft draft, OpenMailbox mailbox, UidSet gone) throws IOException {
        if (!gone.isEmpty()) {
            MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
            long modSeq = snapshot.highestModSeq().value() + 1;
            draft.add(new Entry.MessagesExpunged(mailbox.id(), modSeq, gone, Inodes.UNKNOWN));
            draft.add(new Entry.FilesRemoved(mailbox.id(), gone));
        }
    }

    private static UidSet uids(List<Row> rows) {
        UidSet.Builder uids = UidSet.builder();
        rows.forEach(row -> uids.accept(row.uid()));
        return uids.build();
    }

    private FolderState newest(Draft draft) throws IOException {
        return draft.folder(mailbox.id(), mailbox.name());
    }
}

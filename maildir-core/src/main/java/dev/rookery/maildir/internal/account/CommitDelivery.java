// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Delivery.Delivered;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Gives a message its UID. One whose body is in the entry needs nothing more: its file is made
/// after the answer. One that lies durably in `tmp/` gets its place.
final class CommitDelivery implements Operation<Delivered> {
    private final OpenMailbox mailbox;
    private final NewMessage message;
    private final String fileName;
    private long uid;
    private boolean moved = true;

    CommitDelivery(OpenMailbox mailbox, NewMessage message) {
        this.mailbox = mailbox;
        this.message = message;
        this.fileName = message.fileName().text();
    }

    @Override
    public Delivered prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        Limits.requireRoomForKeywords(snapshot, message.flags());
        uid = Limits.requireUid(snapshot);
        draft.requireRoom(new Usage(message.physicalBytes(), 1));
        draft.add(
                new Entry.MessageAdded(
                        mailbox.id(),
                        uid,
                        snapshot.highestModSeq().value() + 1,
                        message.flags(),
                        message.dateSeconds(),
                        mailbox.nowSeconds(),
                        message.physicalBytes(),
                        message.virtualBytes(),
                        fileName,
                        message.inNew(),
                        Optional.empty(),
                        Optional.empty(),
                        message.body()));
        return new Delivered(snapshot.uidValidity(), new Uid(uid));
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (message.body().isPresent()) {
            return;
        }
        FolderFiles files = mailbox.files();
        mailbox.lookout().beforeChanging();
        try {
            files.tmp().rename(message.tmpName(), files.directory(message.inNew()), fileName);
        } catch (FileAlreadyExistsException | NoSuchFileException notMoved) {
            moved = false;
            throw notMoved;
        }
        aftermath.touched(files.directory(message.inNew()));
    }

    @Override
    public void undo(Aftermath aftermath) {
        if (moved) {
            mailbox.discard(fileName, message.inNew());
        }
        aftermath.forget(mailbox.id(), UidSet.of(new Uid(uid)));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Delivery.Delivered;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.StagedMessage;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Gives a message that lies durably in `tmp/` its UID and its place. Without flags that is `new/`.
final class CommitDelivery implements Operation<Delivered> {
    private final OpenMailbox mailbox;
    private final StagedMessage message;
    private final Flags flags;
    private final MessageFileName name;
    private final boolean inNew;
    private long uid;
    private boolean moved = true;

    CommitDelivery(OpenMailbox mailbox, StagedMessage message, Flags flags) {
        this.mailbox = mailbox;
        this.message = message;
        this.flags = flags;
        this.inNew = flags.system().isEmpty();
        MessageFileName base = message.finalName();
        this.name = inNew ? base : base.with(flags.system(), "").orElse(base);
    }

    @Override
    public Delivered prepare(Draft draft) {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        Limits.requireRoomForKeywords(snapshot, flags);
        uid = Limits.requireUid(snapshot);
        draft.add(
                new Entry.MessageAdded(
                        mailbox.id(),
                        uid,
                        snapshot.highestModSeq().value() + 1,
                        flags,
                        message.dateSeconds(),
                        message.physicalBytes(),
                        message.virtualBytes(),
                        name.text(),
                        inNew,
                        Optional.empty()));
        return new Delivered(snapshot.uidValidity(), new Uid(uid));
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        FolderFiles files = mailbox.files();
        try {
            files.tmp().rename(message.tmpName(), files.directory(inNew), name.text());
        } catch (FileAlreadyExistsException | NoSuchFileException notMoved) {
            moved = false;
            throw notMoved;
        }
        aftermath.touched(files.directory(inNew));
    }

    @Override
    public void undo(Aftermath aftermath) {
        if (moved) {
            mailbox.discard(name.text(), inNew);
        }
        aftermath.add(new Entry.MessagesExpunged(mailbox.id(), 0, UidSet.of(new Uid(uid))));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Opens a message, wherever its file lies by now.
final class MessageOpening {
    /// Looks that do not find a message's file before it counts as expunged.
    private static final int LOOKS_IN_VAIN_MAX = 5;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final Uid uid;

    MessageOpening(OpenMailbox mailbox, OpenAccount account, Uid uid) {
        this.mailbox = mailbox;
        this.account = account;
        this.uid = uid;
    }

    MessageView view() throws IOException {
        for (int inVain = 0; inVain < LOOKS_IN_VAIN_MAX; ) {
            Found known = place();
            Optional<MessageView> message = open(known);
            if (message.isPresent()) {
                return message.get();
            }
            if (place().equals(known)) {
                inVain++;
            }
        }
        mailbox.lookout().requireFinished();
        throw new MessageExpungedException(uid);
    }

    /// Where its file was last seen.
    private Found place() throws IOException {
        FolderState now = mailbox.state();
        Row row = now.snapshot().requireRow(uid);
        return new Found(new MessageFileName(now.fileName(row)), now.isInNew(uid.value()));
    }

    /// Looks at the folder if the file is not there under its name, or is not what it was.
    private Optional<MessageView> open(Found known) throws IOException {
        Optional<MessageInMemory> unplaced =
                account.body(mailbox.id(), uid.value()).flatMap(MessageInMemory::of);
        if (unplaced.isPresent()) {
            return Optional.of(new MessageView(uid, unplaced.get(), () -> {}));
        }
        Row row = mailbox.snapshot().requireRow(uid);
        InputFile file;
        try {
            file = file(known);
        } catch (NoSuchFileException renamed) {
            Optional<InputFile> found =
                    place().equals(known) ? openRenamed(known) : Optional.empty();
            if (found.isEmpty()) {
                return Optional.empty();
            }
            file = found.get();
        }
        MessageFile bytes = new MessageFile(file, row.physicalBytes());
        if (bytes.isOf(mailbox, row)) {
            return Optional.of(new MessageView(uid, bytes, bytes::close));
        }
        bytes.close();
        mailbox.lookout().lookAt(known);
        return Optional.empty();
    }

    private InputFile file(Found where) throws IOException {
        return mailbox.files().open(where.name().text(), where.inNew());
    }

    /// Looks where a file has gone; if there is no room to note that, it is read all the same.
    private Optional<InputFile> openRenamed(Found known) throws IOException {
        try {
            mailbox.lookout().lookAround();
            return Optional.empty();
        } catch (NoSpaceException full) {
            FolderFiles files = mailbox.files();
            Found now =
                    FolderListing.find(files.cur(), files.fresh(), known.name().base())
                            .orElseThrow(() -> full);
            return Optional.of(file(now));
        }
    }
}

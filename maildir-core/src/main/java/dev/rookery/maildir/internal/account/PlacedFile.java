// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;

/// The file of a message whose body stands in the journal, step by step: written into `tmp/`,
/// forced, renamed into its place. The last step, forcing the directory, serves many.
final class PlacedFile {
    private final OpenMailbox mailbox;
    private final long uid;
    private final String fileName;
    private final boolean inNew;
    private final long dateSeconds;
    private final Body body;

    PlacedFile(
            OpenMailbox mailbox,
            long uid,
            String fileName,
            boolean inNew,
            long dateSeconds,
            Body body) {
        this.mailbox = mailbox;
        this.uid = uid;
        this.fileName = fileName;
        this.inNew = inNew;
        this.dateSeconds = dateSeconds;
        this.body = body;
    }

    Entry.Place place() {
        return new Entry.Place(mailbox.id(), uid);
    }

    /// How much memory its body takes until the file is there.
    int sizeBytes() {
        return body.sizeBytes();
    }

    Directory directory() {
        return mailbox.files().directory(inNew);
    }

    private Directory tmp() {
        return mailbox.files().tmp();
    }

    String base() {
        return new MessageFileName(fileName).base();
    }

    private String tmpName() {
        return TmpFile.nameOf(new MessageFileName(fileName));
    }

    /// Whether the file lies whole where it should.
    boolean isThere() throws IOException {
        return directory()
                .stat(fileName)
                .filter(FileStat::isRegular)
                .filter(file -> file.sizeBytes() == body.sizeBytes())
                .isPresent();
    }

    /// Writes into `tmp/` without waiting for the disk.
    OutputFile write() throws IOException {
        byte[] bytes = body.bytes();
        if (bytes == null) {
            throw new IllegalStateException("the file was there already");
        }
        OutputFile file = create();
        try {
            file.write(0, bytes, 0, bytes.length);
            file.modified(dateSeconds);
            file.startWriteback();
            return file;
        } catch (IOException | RuntimeException refusal) {
            try (file) {
                tmp().delete(tmpName());
            }
            throw refusal;
        }
    }

    /// What a crash left in `tmp/` under that name was not forced, and so is of no use.
    private OutputFile create() throws IOException {
        try {
            return tmp().create(tmpName(), mailbox.files().owner());
        } catch (FileAlreadyExistsException left) {
            tmp().delete(tmpName());
            return tmp().create(tmpName(), mailbox.files().owner());
        }
    }

    /// Moves the forced file to its place.
    void publish() throws IOException {
        mailbox.lookout().beforeChanging();
        try {
            tmp().rename(tmpName(), directory(), fileName);
        } catch (FileAlreadyExistsException another) {
            if (!isThere()) {
                throw another;
            }
            tmp().delete(tmpName());
        }
    }
}

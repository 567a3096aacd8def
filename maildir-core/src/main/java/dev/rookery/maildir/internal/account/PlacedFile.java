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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The file of a message whose body stands in the journal, step by step: written into `tmp/`,
/// forced, renamed into its place. The last step, forcing the directory, serves many.
final class PlacedFile {
    private final Mailboxes mailboxes;
    private final Entry.Place place;
    private final String fileName;
    private final boolean inNew;
    private final long dateSeconds;
    private final Body body;

    /// Whose directories it is made in.
    private @Nullable Lookout at;

    PlacedFile(
            Mailboxes mailboxes,
            Entry.Place place,
            String fileName,
            boolean inNew,
            long dateSeconds,
            Body body) {
        this.mailboxes = mailboxes;
        this.place = place;
        this.fileName = fileName;
        this.inNew = inNew;
        this.dateSeconds = dateSeconds;
        this.body = body;
    }

    /// From here on it is made where the mailbox has its files now: it may have been closed since,
    /// and opened again.
    void begin() throws IOException {
        begin(mailbox().orElseThrow(() -> new IOException("the folder is not open")).lookout());
    }

    /// From here on it is made there.
    void begin(Lookout there) {
        at = there;
    }

    private Lookout at() {
        if (at == null) {
            throw new IllegalStateException("nobody said where the file is to be made");
        }
        return at;
    }

    /// Where those are.
    FolderPlace within() {
        return at().place();
    }

    /// The mailbox, if it is open.
    Optional<OpenMailbox> mailbox() {
        return mailboxes.find(place.folder());
    }

    Entry.Place place() {
        return place;
    }

    /// How much memory its body takes until the file is there.
    int sizeBytes() {
        return body.sizeBytes();
    }

    Directory directory() {
        return at().files().directory(inNew);
    }

    private Directory tmp() {
        return at().files().tmp();
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
            return tmp().create(tmpName(), at().files().owner());
        } catch (FileAlreadyExistsException left) {
            tmp().delete(tmpName());
            return tmp().create(tmpName(), at().files().owner());
        }
    }

    /// Moves the forced file to its place.
    void publish() throws IOException {
        at().beforeChanging();
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

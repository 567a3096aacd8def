// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Gives a message a second place: a second name for its file, or a copy of its bytes where the
/// file system refuses that.
final class MessageLinks {
    private static final int BUFFER_BYTES = 64 * 1024;

    private MessageLinks() {}

    /// Links the file of `row` in `from`, wherever it lies by now, to `name` in `target`.
    ///
    /// Answers the inode of the original if that is not the one of the new name, otherwise 0.
    static long link(
            FolderFiles from,
            FolderState state,
            Row row,
            FolderFiles target,
            String name,
            boolean inNew)
            throws IOException {
        try {
            Directory directory = from.directory(state.isInNew(row.uid()));
            return link(directory, state.fileName(row), target, name, inNew);
        } catch (NoSuchFileException renamed) {
            Found now =
                    locate(from, state, row)
                            .orElseThrow(() ->
                                    new NoSuchFileException(
                                            renamed.getFile(), null, "renamed or removed"));
            return link(from.directory(now.inNew()), now.name().text(), target, name, inNew);
        }
    }

    /// Finds a file that is not where it was: by the name we may have given it meanwhile, else by
    /// its base.
    private static Optional<Found> locate(FolderFiles files, FolderState state, Row row)
            throws IOException {
        Optional<MessageFileName> ours =
                MessageFileName.of(row.base(), state.wantedLetters(row.uid()));
        if (ours.isPresent() && files.cur().stat(ours.get().text()).isPresent()) {
            return ours.map(name -> new Found(name, false));
        }
        return FolderListing.find(files.cur(), files.fresh(), row.base());
    }

    private static long link(
            Directory from, String fileName, FolderFiles target, String name, boolean inNew)
            throws IOException {
        try {
            from.link(fileName, target.directory(inNew), name);
            return 0;
        } catch (DiskException refused) {
            if (!refused.refusesLink()) {
                throw refused;
            }
            return copy(from, fileName, target, name, inNew);
        }
    }

    /// Through `tmp/`, like every message: nobody sees a part of it.
    private static long copy(
            Directory from, String fileName, FolderFiles target, String name, boolean inNew)
            throws IOException {
        String tmpName = TmpFile.nameOf(new MessageFileName(name));
        try (InputFile in = from.open(fileName);
                OutputFile out = target.tmp().create(tmpName, target.owner())) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long at = 0;
            for (int got = in.read(at, buffer, 0, buffer.length);
                    got > 0;
                    got = in.read(at, buffer, 0, buffer.length)) {
                out.write(at, buffer, 0, got);
                at += got;
            }
            FileStat original = in.stat();
            out.modified(Math.floorDiv(original.modifiedNanos(), 1_000_000_000L));
            out.force();
            target.tmp().rename(tmpName, target.directory(inNew), name);
            return original.id().inode();
        } catch (IOException refused) {
            target.tmp().delete(tmpName);
            throw refused;
        }
    }
}

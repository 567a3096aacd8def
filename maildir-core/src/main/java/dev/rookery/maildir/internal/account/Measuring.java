// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;

/// Measures messages of other programs, one after the other.
///
/// How large one is with CRLF line ends takes reading it, or stands in its name (`W=`). The name is
/// believed if the other size in it (`S=`) is that of the file: then whoever wrote it counted this
/// file, and it was not edited since. [CorrectSizes] is for those that lie all the same. A file
/// that is not ours is opened, to see whether we may.
final class Measuring {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final FolderFiles files;
    private byte[] buffer = {};

    Measuring(FolderFiles files) {
        this.files = files;
    }

    /// @throws NoSuchFileException if it is not there
    /// @throws DiskException if it cannot be a message, or the disk refuses it
    Arrival measure(Found found) throws IOException {
        Directory directory = files.directory(found.inNew());
        String name = found.name().text();
        FileStat file = directory.stat(name).orElseThrow(() -> new NoSuchFileException(name));
        if (!file.isRegular()) {
            throw new DiskException("not a regular file", 0);
        }
        OptionalLong told = told(found.name(), file);
        if (told.isPresent()) {
            return arrival(found, file, file.sizeBytes(), told.getAsLong());
        }
        try (InputFile open = directory.open(name)) {
            return read(found, open);
        }
    }

    /// The size with CRLF line ends by a name that can be believed.
    private OptionalLong told(MessageFileName name, FileStat file) {
        long size = file.sizeBytes();
        OptionalLong crlf = name.crlfBytes();
        boolean credible =
                name.diskBytes().equals(OptionalLong.of(size))
                        && crlf.isPresent()
                        && crlf.getAsLong() >= size
                        && crlf.getAsLong() <= 2 * size
                        && size <= MailLimits.MESSAGE_BYTES_MAX
                        && file.access().isReadable();
        return credible ? crlf : OptionalLong.empty();
    }

    private Arrival read(Found found, InputFile open) throws IOException {
        FileStat file = open.stat();
        if (file.sizeBytes() > MailLimits.MESSAGE_BYTES_MAX) {
            throw new DiskException(
                    "larger than a message can be: " + file.sizeBytes() + " bytes", 0);
        }
        buffer = buffer.length == 0 ? new byte[BUFFER_BYTES] : buffer;
        long bareLineFeeds = 0;
        byte last = 0;
        long at = 0;
        for (int got = 0; at < file.sizeBytes() && got >= 0; ) {
            got = open.read(at, buffer, 0, buffer.length);
            for (int i = 0; i < got; i++) {
                bareLineFeeds += buffer[i] == '\n' && last != '\r' ? 1 : 0;
                last = buffer[i];
            }
            at += Math.max(got, 0);
        }
        return arrival(found, file, at, at + bareLineFeeds);
    }

    private static Arrival arrival(Found found, FileStat file, long physical, long virtual) {
        long seconds = Math.floorDiv(file.modifiedNanos(), SECOND_NANOS);
        return new Arrival(found, physical, virtual, seconds);
    }
}

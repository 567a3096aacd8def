// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes `dovecot-uidlist` in version 3, aside first; holds one buffer of it.
final class UidListWriter implements Closeable {
    static final String FILE = "dovecot-uidlist";

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Directory directory;
    private final UidListHeader header;
    private final OutputFile file;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int filled;
    private long written;
    private long last;
    private boolean inPlace;

    private UidListWriter(Directory directory, UidListHeader header, OutputFile file) {
        this.directory = directory;
        this.header = header;
        this.file = file;
    }

    static UidListWriter create(Directory directory, UidListHeader header, Optional<Owner> owner)
            throws IOException {
        String firstLine = header.format();
        OutputFile file = SmallFile.createAside(directory, FILE, owner);
        UidListWriter writer = new UidListWriter(directory, header, file);
        writer.line(firstLine);
        return writer;
    }

    /// @throws IllegalArgumentException if UIDs do not ascend below the header's next UID
    void add(UidListEntry entry) throws IOException {
        long uid = entry.uid().value();
        if (uid <= last || uid >= header.nextUid().map(Uid::value).orElseThrow()) {
            throw new IllegalArgumentException("UID " + uid + " out of order");
        }
        last = uid;
        line(entry.format());
    }

    private void line(String text) throws IOException {
        byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
        if (filled + bytes.length > buffer.length) {
            flush();
        }
        if (bytes.length > buffer.length) {
            buffer = new byte[bytes.length];
        }
        System.arraycopy(bytes, 0, buffer, filled, bytes.length);
        filled += bytes.length;
    }

    private void flush() throws IOException {
        file.write(written, buffer, 0, filled);
        written += filled;
        filled = 0;
    }

    /// Puts the file in its place. Durable after forcing the directory.
    void commit() throws IOException {
        flush();
        file.force();
        SmallFile.putInPlace(directory, FILE);
        inPlace = true;
    }

    /// Leaves nothing behind of a file that was not committed.

    @Override
    public void close() throws IOException {
        file.close();
        if (!inPlace) {
            SmallFile.dropAside(directory, FILE);
        }
    }
}

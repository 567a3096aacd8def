// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/// A message that is written into `tmp/` as it comes. Its file goes with [#close], unless it was
/// handed over by [#keep].
public final class TmpFile implements Closeable {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Directory tmp;
    private final String name;
    private final OutputFile file;
    private final long dateSeconds;

    private final LineEndConversion conversion;
    private byte[] buffer;
    private long written;
    private boolean open = true;
    private boolean there = true;

    public TmpFile(
            Directory tmp, String name, Optional<Owner> owner, long dateSeconds, LineEnds lineEnds)
            throws IOException {
        this.tmp = tmp;
        this.name = name;
        this.dateSeconds = dateSeconds;
        this.conversion = new LineEndConversion(lineEnds);
        this.buffer = new byte[conversion.roomFor(BUFFER_BYTES)];
        this.file = tmp.create(name, owner);
    }

    /// Where a message of that name lay before it was published: its sizes were not known yet.
    public static String nameOf(MessageFileName name) {
        String base = name.base();
        int sizes = base.indexOf(",S=");
        return sizes < 0 ? base : base.substring(0, sizes);
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += BUFFER_BYTES) {
            int chunk = Math.min(length - done, BUFFER_BYTES);
            flush(conversion.convert(bytes, offset + done, chunk, buffer));
        }
    }

    private void flush(int length) throws IOException {
        file.write(written, buffer, 0, length);
        written += length;
    }

    /// The message is whole; answers its sizes.
    LineEndConversion end() throws IOException {
        flush(conversion.finish(buffer, 0));
        buffer = new byte[0];
        return conversion;
    }

    /// Makes the whole message durable, but not its name.
    void force() throws IOException {
        try (OutputFile last = file) {
            open = false;
            long onDisk = last.stat().sizeBytes();
            if (onDisk != written) {
                throw new IOException(
                        "tmp/" + name + " has " + onDisk + " bytes instead of " + written);
            }
            last.modified(dateSeconds);
            last.force();
        }
    }

    /// From here on it is another's to remove.
    void keep() {
        there = false;
    }

    @Override
    public void close() throws IOException {
        boolean remove = there;
        there = false;
        try (OutputFile _ = open ? file : null) {
            open = false;
            if (remove) {
                tmp.delete(name);
            }
        }
    }
}

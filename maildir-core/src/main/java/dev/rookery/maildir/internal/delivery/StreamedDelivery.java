// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Optional;

/// Writes a message into `tmp/` as it comes; committing forces it and hands it to its mailbox.
public final class StreamedDelivery implements Delivery {
    private static final System.Logger LOG = System.getLogger(StreamedDelivery.class.getName());
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Directory tmp;
    private final String tmpName;
    private final OutputFile file;
    private final Instant date;
    private final Publisher publisher;

    private final LineEndConversion conversion;
    private final byte[] buffer;
    private long written;
    private boolean open = true;
    private boolean published;

    /// Where messages are written, and how.
    public record Tmp(Directory directory, Optional<Owner> owner, LineEnds lineEnds) {}

    /// Publishes a staged message: blocks until it is durable under its final name, and nothing is
    /// left in `tmp/`.
    @FunctionalInterface
    public interface Publisher {
        Delivered publish(StagedMessage message, Forcing force) throws IOException;
    }

    /// Forces the file; called where waiting for the disk disturbs nobody.
    @FunctionalInterface
    public interface Forcing {
        void force() throws IOException;
    }

    public StreamedDelivery(Tmp tmp, MessageFileName name, Instant date, Publisher publisher)
            throws IOException {
        this.tmp = tmp.directory();
        this.tmpName = name.text();
        this.date = date;
        this.publisher = publisher;
        this.conversion = new LineEndConversion(tmp.lineEnds());
        this.buffer = new byte[conversion.roomFor(BUFFER_BYTES)];
        this.file = tmp.directory().create(tmpName, tmp.owner());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        for (int done = 0; done < length; done += BUFFER_BYTES) {
            int chunk = Math.min(length - done, BUFFER_BYTES);
            flush(conversion.convert(bytes, offset + done, chunk, buffer));
        }
    }

    private void flush(int length) throws IOException {
        file.write(written, buffer, 0, length);
        written += length;
    }

    @Override
    public Delivered commit() throws IOException {
        requireOpen();
        flush(conversion.finish(buffer, 0));
        StagedMessage message =
                new StagedMessage(
                        tmpName,
                        date.getEpochSecond(),
                        conversion.physicalBytes(),
                        conversion.virtualBytes());
        Delivered delivered;
        try (this) {
            delivered = publisher.publish(message, this::makeDurable);
            published = true;
        }
        return delivered;
    }

    private void makeDurable() throws IOException {
        long onDisk = file.stat().sizeBytes();
        if (onDisk != written) {
            throw new IOException(
                    "tmp/" + tmpName + " has " + onDisk + " bytes instead of " + written);
        }
        file.modified(date.getEpochSecond());
        file.force();
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new IOException("the delivery was committed or dropped before");
        }
    }

    @Override
    public void close() throws IOException {
        if (!open) {
            return;
        }
        open = false;
        if (published) {
            closePublished();
            return;
        }
        try (file) {
            tmp.delete(tmpName);
        }
    }

    /// The message is safe: whatever closing its file says now, nobody must hear that it failed.
    private void closePublished() {
        try {
            file.close();
        } catch (IOException trouble) {
            LOG.log(Level.WARNING, "closing a delivered message", trouble);
        }
    }
}

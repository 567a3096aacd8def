// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.LineEnds;
import dev.rookery.maildir.internal.journal.Body;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message on its way in: held in memory as long as it is small, and in a file of `tmp/` from
/// there on. That file goes with [#close], unless it was handed over by [#keep].
public final class IncomingMessage implements Closeable {
    /// Bytes of a message that are held at most.
    public static final int HELD_BYTES_MAX = 64 * 1024;

    private static final int HELD_BYTES_AT_FIRST = 8 * 1024;

    private final int heldBytesMax;
    private final Spill spill;
    private byte[] held;
    private int length;
    private @Nullable TmpFile file;
    private LineEndConversion sizes;
    private @Nullable Body body;

    /// Begins the file of a message that is too large to be held.
    @FunctionalInterface
    public interface Spill {
        TmpFile begin() throws IOException;
    }

    /// @param heldBytesMax at most [#HELD_BYTES_MAX]
    public IncomingMessage(int heldBytesMax, LineEnds lineEnds, Spill spill) {
        this.heldBytesMax = heldBytesMax;
        this.spill = spill;
        this.sizes = new LineEndConversion(lineEnds);
        this.held = new byte[Math.min(heldBytesMax, HELD_BYTES_AT_FIRST)];
    }

    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (file == null && length + count > heldBytesMax) {
            file = spill.begin();
            file.write(held, 0, length);
            held = new byte[0];
        }
        if (file != null) {
            file.write(bytes, offset, count);
            return;
        }
        if (length + count > held.length) {
            int more = Math.max(length + count, length * 2);
            held = Arrays.copyOf(held, Math.min(heldBytesMax, more));
        }
        System.arraycopy(bytes, offset, held, length, count);
        length += count;
    }

    /// The message is whole: nothing follows.
    public void end() throws IOException {
        if (file != null) {
            sizes = file.end();
            return;
        }
        byte[] out = new byte[sizes.roomFor(length)];
        int converted = sizes.convert(held, 0, length, out);
        converted += sizes.finish(out, converted);
        held = new byte[0];
        body = new Body(Arrays.copyOf(out, converted));
    }

    /// Bytes of the whole message as it lies on disk.
    public long physicalBytes() {
        return sizes.physicalBytes();
    }

    /// Bytes of the whole message with CRLF line ends.
    public long virtualBytes() {
        return sizes.virtualBytes();
    }

    /// The whole message, if it is held.
    public Optional<Body> body() {
        return Optional.ofNullable(body);
    }

    /// Makes the file of the whole message durable, but not its name in `tmp/`.
    public void force() throws IOException {
        if (file != null) {
            file.force();
        }
    }

    /// Its file is another's to remove from here on.
    public void keep() {
        if (file != null) {
            file.keep();
        }
    }

    @Override
    public void close() throws IOException {
        held = new byte[0];
        if (file != null) {
            file.close();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.LineEnds;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Holds a small message in memory until it is committed whole; one that grows larger is streamed
/// to disk from there on.
public final class SpooledDelivery implements Delivery {
    /// Bytes of messages that are held.
    public static final int BYTES_MAX = 64 * 1024;

    private static final int BYTES_AT_FIRST = 8 * 1024;

    private final LineEnds lineEnds;
    private final Small small;
    private final Large large;
    private byte[] held = new byte[BYTES_AT_FIRST];
    private int length;
    private @Nullable StreamedDelivery streamed;
    private boolean open = true;

    /// Takes a small message, as it is to lie on disk.
    @FunctionalInterface
    public interface Small {
        Delivered commit(byte[] bytes, long physicalBytes, long virtualBytes) throws IOException;
    }

    /// Begins a large one.
    @FunctionalInterface
    public interface Large {
        StreamedDelivery begin() throws IOException;
    }

    public SpooledDelivery(LineEnds lineEnds, Small small, Large large) {
        this.lineEnds = lineEnds;
        this.small = small;
        this.large = large;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        requireOpen();
        if (streamed == null && length + count > BYTES_MAX) {
            streamed = large.begin();
            streamed.write(held, 0, length);
            held = new byte[0];
        }
        if (streamed != null) {
            streamed.write(bytes, offset, count);
            return;
        }
        if (length + count > held.length) {
            held = Arrays.copyOf(held, Math.min(BYTES_MAX, Math.max(length + count, length * 2)));
        }
        System.arraycopy(bytes, offset, held, length, count);
        length += count;
    }

    @Override
    public Delivered commit() throws IOException {
        requireOpen();
        open = false;
        if (streamed != null) {
            return streamed.commit();
        }
        LineEndConversion conversion = new LineEndConversion(lineEnds);
        byte[] out = new byte[conversion.roomFor(length)];
        int converted = conversion.convert(held, 0, length, out);
        converted += conversion.finish(out, converted);
        byte[] bytes = Arrays.copyOf(out, converted);
        return small.commit(bytes, conversion.physicalBytes(), conversion.virtualBytes());
    }

    private void requireOpen() throws IOException {
        if (!open) {
            throw new IOException("the delivery was committed or dropped before");
        }
    }

    @Override
    public void close() throws IOException {
        open = false;
        if (streamed != null) {
            streamed.close();
        }
    }
}

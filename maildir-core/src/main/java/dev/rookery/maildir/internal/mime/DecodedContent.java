// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A part without its transfer encoding. What it comes to is only known once it was decoded: that
/// is done at first, and again to give it out, so that none of it is held.
final class DecodedContent implements Message.Decoded {
    private static final int BUFFER_BYTES = 16 << 10;

    private final Source source;
    private final long sizeBytes;
    private final boolean nul;

    /// Begins to decode.
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    private DecodedContent(Source source, long sizeBytes, boolean nul) {
        this.source = source;
        this.sizeBytes = sizeBytes;
        this.nul = nul;
    }

    static DecodedContent of(Source source) throws IOException {
        long size = 0;
        boolean nul = false;
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                nul |= ByteSearch.indexOf((byte) 0, buffer, 0, read) < read;
                size += read;
            }
        }
        return new DecodedContent(source, size, nul);
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public boolean hasNul() {
        return nul;
    }

    @Override
    public void writeTo(OutputStream out, long offsetBytes, long lengthBytes) throws IOException {
        SliceOutputStream slice = new SliceOutputStream(out, offsetBytes, lengthBytes);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = source.open()) {
            for (int read = in.read(buffer); read >= 0 && !slice.isFull(); read = in.read(buffer)) {
                slice.write(buffer, 0, read);
            }
        }
    }
}

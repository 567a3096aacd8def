// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.OutputStream;

/// Lets through a slice of what is written, and drops the rest.
final class SliceOutputStream extends OutputStream {
    private final OutputStream out;
    private long toSkip;
    private long toWrite;

    SliceOutputStream(OutputStream out, long offsetBytes, long lengthBytes) {
        this.out = out;
        this.toSkip = offsetBytes;
        this.toWrite = lengthBytes;
    }

    boolean isFull() {
        return toWrite == 0;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int skipped = (int) Math.min(toSkip, length);
        int written = (int) Math.min(toWrite, length - skipped);
        toSkip -= skipped;
        if (written > 0) {
            out.write(bytes, offset + skipped, written);
            toWrite -= written;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

/// Turns CRLF into LF as bytes stream by, and counts both forms. A CR without LF stays.
final class LineEnds {
    private boolean carriageReturn;
    private byte last;
    private long physicalBytes;
    private long virtualBytes;

    /// Bytes of the LF form so far.
    long physicalBytes() {
        return physicalBytes;
    }

    /// Bytes of the CRLF form so far.
    long virtualBytes() {
        return virtualBytes;
    }

    /// Converts `length` bytes into `out`, which has room for one byte more; returns how many.
    int convert(byte[] in, int offset, int length, byte[] out) {
        int written = 0;
        for (int i = offset; i < offset + length; i++) {
            byte b = in[i];
            // Behind another CR, a bare LF would make that one a part of the line end.
            if (carriageReturn && (b != '\n' || last == '\r')) {
                out[written++] = put((byte) '\r');
            }
            carriageReturn = b == '\r';
            if (!carriageReturn) {
                out[written++] = put(b);
            }
        }
        physicalBytes += written;
        return written;
    }

    /// What is still held back at the end: a last CR, or nothing.
    int finish(byte[] out) {
        if (!carriageReturn) {
            return 0;
        }
        carriageReturn = false;
        out[0] = put((byte) '\r');
        physicalBytes++;
        return 1;
    }

    private byte put(byte b) {
        virtualBytes += b == '\n' && last != '\r' ? 2 : 1;
        last = b;
        return b;
    }
}

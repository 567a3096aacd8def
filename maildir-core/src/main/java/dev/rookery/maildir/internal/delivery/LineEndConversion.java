// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.delivery;

import dev.rookery.maildir.LineEnds;

/// Gives a message the line ends it has on disk, as its bytes stream by, and counts them and those
/// of the CRLF form, which is the same whatever lies on disk. A CR without LF stays.
final class LineEndConversion {
    private final LineEnds lineEnds;

    /// Whether a CR is held back until what follows it is known; with LF only.
    private boolean held;

    private byte last;
    private long physicalBytes;
    private long virtualBytes;

    LineEndConversion(LineEnds lineEnds) {
        this.lineEnds = lineEnds;
    }

    /// Bytes on disk so far.
    long physicalBytes() {
        return physicalBytes;
    }

    /// Bytes of the CRLF form so far.
    long virtualBytes() {
        return virtualBytes;
    }

    /// How much room converting so many bytes may need, [#finish] included.
    int roomFor(int length) {
        return switch (lineEnds) {
            case LF -> length + 1;
            case CRLF -> Math.multiplyExact(length, 2);
        };
    }

    /// Converts `length` bytes into `out`, which has [#roomFor] them; returns how many.
    int convert(byte[] in, int offset, int length, byte[] out) {
        int written =
                switch (lineEnds) {
                    case LF -> toLf(in, offset, length, out);
                    case CRLF -> toCrlf(in, offset, length, out);
                };
        physicalBytes += written;
        return written;
    }

    private int toLf(byte[] in, int offset, int length, byte[] out) {
        int written = 0;
        for (int i = offset; i < offset + length; i++) {
            byte b = in[i];
            // Behind another CR, a bare LF would make that one a part of the line end.
            if (held && (b != '\n' || last == '\r')) {
                out[written++] = put((byte) '\r');
            }
            held = b == '\r';
            if (!held) {
                out[written++] = put(b);
            }
        }
        return written;
    }

    private int toCrlf(byte[] in, int offset, int length, byte[] out) {
        int written = 0;
        for (int i = offset; i < offset + length; i++) {
            if (in[i] == '\n' && last != '\r') {
                out[written++] = put((byte) '\r');
            }
            out[written++] = put(in[i]);
        }
        return written;
    }

    /// What is still held back at the end goes to `out` at `at`: a last CR, or nothing; returns how
    /// many bytes that is.
    int finish(byte[] out, int at) {
        if (!held) {
            return 0;
        }
        held = false;
        out[at] = put((byte) '\r');
        physicalBytes++;
        return 1;
    }

    private byte put(byte b) {
        virtualBytes += b == '\n' && last != '\r' ? 2 : 1;
        last = b;
        return b;
    }
}

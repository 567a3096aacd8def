// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.OutputStream;

/// Gives every line feed the carriage return it lacks, over any number of buffers.
final class CrlfConverter {
    private static final byte[] CRLF = {'\r', '\n'};

    /// Lines are hardly shorter, all in all.
    private static final int LINE_BYTES = 16;

    private boolean afterCr;
    private byte[] room = {};

    /// All of a piece that begins with a line.
    ///
    /// @param size of the CRLF form
    static byte[] convert(byte[] stored, int size) {
        byte[] converted = new byte[size];
        int at = 0;
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] == '\n' && (i == 0 || stored[i - 1] != '\r')) {
                converted[at++] = '\r';
            }
            converted[at++] = stored[i];
        }
        return converted;
    }

    /// Converted pieces go out whole: a write for each line would cost more than the copy.
    void write(byte[] buffer, int length, OutputStream out) throws IOException {
        if (room.length < length + CRLF.length) {
            room = new byte[length + length / LINE_BYTES + CRLF.length];
        }
        int filled = 0;
        int from = 0;
        while (from < length) {
            int lineFeed = ByteSearch.indexOf((byte) '\n', buffer, from, length);
            int count = lineFeed - from;
            if (count + CRLF.length > room.length - filled) {
                out.write(room, 0, filled);
                filled = 0;
            }
            System.arraycopy(buffer, from, room, filled, count);
            filled += count;
            if (lineFeed < length) {
                boolean hasCr = lineFeed > 0 ? buffer[lineFeed - 1] == '\r' : afterCr;
                if (!hasCr) {
                    room[filled++] = '\r';
                }
                room[filled++] = '\n';
            }
            from = lineFeed + 1;
        }
        out.write(room, 0, filled);
        afterCr = length > 0 ? buffer[length - 1] == '\r' : afterCr;
    }
}

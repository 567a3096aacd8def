// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.OutputStream;

/// Gives every line feed the carriage return it lacks, over any number of buffers.
final class CrlfConverter {
    private static final byte[] CRLF = {'\r', '\n'};

    private boolean afterCr;

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

    void write(byte[] buffer, int length, OutputStream out) throws IOException {
        int from = 0;
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n' && !(i > 0 ? buffer[i - 1] == '\r' : afterCr)) {
                out.write(buffer, from, i - from);
                out.write(CRLF, 0, CRLF.length);
                from = i + 1;
            }
        }
        out.write(buffer, from, length - from);
        afterCr = length > 0 ? buffer[length - 1] == '\r' : afterCr;
    }
}

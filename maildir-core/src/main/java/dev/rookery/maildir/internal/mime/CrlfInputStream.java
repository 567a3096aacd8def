// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.InputStream;

/// Gives every line feed the carriage return it lacks.
final class CrlfInputStream extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[8 << 10];
    private int at;
    private int end;
    private int last = -1;
    private boolean owesLineFeed;

    CrlfInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        if (owesLineFeed) {
            owesLineFeed = false;
            last = '\n';
            return last;
        }
        if (at == end && !fill()) {
            return -1;
        }
        int next = buffer[at++] & 0xff;
        if (next == '\n' && last != '\r') {
            owesLineFeed = true;
            next = '\r';
        }
        last = next;
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = 0;
        while (count < length) {
            if (count > 0 && at == end && !owesLineFeed) {
                return count;
            }
            int next = read();
            if (next < 0) {
                return count == 0 && length > 0 ? -1 : count;
            }
            into[offset + count++] = (byte) next;
        }
        return count;
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(read, 0);
        return read > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Passes bytes on, NUL as 0x80: no literal may hold a NUL (RFC 3501 §4.3), yet its size is told
/// before its bytes are seen, so none can be left out. Other servers do the same.
final class NulFree extends OutputStream {
    private static final byte STAND_IN = (byte) 0x80;

    private final OutputStream out;

    NulFree(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write((byte) b == 0 ? STAND_IN : b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int nul = nextNul(bytes, offset, end);
        if (nul == end) {
            out.write(bytes, offset, length);
            return;
        }
        byte[] clean = Arrays.copyOfRange(bytes, offset, end);
        for (int at = nul - offset; at < length; at = nextNul(clean, at, length)) {
            clean[at] = STAND_IN;
        }
        out.write(clean, 0, length);
    }

    private static int nextNul(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != 0) {
            at++;
        }
        return at;
    }
}

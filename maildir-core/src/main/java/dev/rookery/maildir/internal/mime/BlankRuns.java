// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.InputStream;

/// Cuts runs of blanks to the length of a line, for Mime4j's quoted-printable decoder keeps such a
/// run in memory until it knows what follows.
final class BlankRuns extends InputStream {
    private static final int RUN_BYTES_MAX = 998;

    private final InputStream in;
    private int run;

    BlankRuns(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            int read = in.read(into, offset, length);
            if (read <= 0) {
                return read;
            }
            int kept = cut(into, offset, read);
            if (kept > 0) {
                return kept;
            }
        }
    }

    private int cut(byte[] bytes, int offset, int length) {
        int kept = offset;
        for (int i = offset; i < offset + length; i++) {
            run = bytes[i] == ' ' || bytes[i] == '\t' || bytes[i] == '\r' ? run + 1 : 0;
            if (run <= RUN_BYTES_MAX) {
                bytes[kept++] = bytes[i];
            }
        }
        return kept - offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

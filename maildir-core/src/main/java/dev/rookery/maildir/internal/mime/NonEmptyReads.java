// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Asks again where a stream gave nothing and has not ended, as Mime4j's decoders do; readers of
/// the JDK take that for an error.
final class NonEmptyReads extends FilterInputStream {
    NonEmptyReads(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (true) {
            int read = in.read(into, offset, length);
            if (read != 0 || length == 0) {
                return read;
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// A file that ends before its first byte, whatever size it was said to have.
final class CutBytes implements MessageBytes {
    @Override
    public long sizeBytes() {
        return 100;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        return -1;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The bytes of a simulated file.
final class Content {
    private byte[] bytes;
    private int size;
    private long hash;

    Content() {
        this(new byte[0], 0);
    }

    private Content(byte[] bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    static Content of(byte[] bytes, int offset, int length) {
        return new Content(Arrays.copyOfRange(bytes, offset, offset + length), length);
    }

    Content copy() {
        return new Content(Arrays.copyOf(bytes, size), size);
    }

    int sizeBytes() {
        return size;
    }

    /// Makes it longer, with zeros.
    void grow(long sizeBytes) {
        int wanted = Math.toIntExact(sizeBytes);
        if (wanted <= size) {
            return;
        }
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * size));
        }
        size = wanted;
        hash = 0;
    }

    /// Overwrites what is there; what lies behind the end is dropped.
    void overwrite(long at, byte[] from, int offset, int length) {
        int fits = Math.clamp(size - at, 0, length);
        if (fits > 0) {
            System.arraycopy(from, offset, bytes, (int) at, fits);
            hash = 0;
        }
    }

    void overwrite(long at, Content from, int offset, int length) {
        overwrite(at, from.bytes, offset, length);
    }

    boolean isZero() {
        for (int i = 0; i < size; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /// Returns how many bytes were read, or -1 at the end.
    int read(long at, byte[] into, int offset, int length) {
        if (at >= size) {
            return -1;
        }
        int got = (int) Math.min(length, size - at);
        System.arraycopy(bytes, (int) at, into, offset, got);
        return got;
    }

    /// Equal contents, equal hashes; 64 bits of two checksums.
    long hash() {
        if (hash == 0) {
            CRC32C one = new CRC32C();
            CRC32 other = new CRC32();
            one.update(bytes, 0, size);
            other.update(bytes, 0, size);
            hash = (one.getValue() << 32 | other.getValue()) ^ size;
        }
        return hash;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/// The hash by which a base name is found: CRC32C of its bytes. Part of the format.
///
/// Hashes are ordered as unsigned numbers.
public final class BaseHash {
    private BaseHash() {}

    public static int of(String base) {
        byte[] bytes = base.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length);
    }

    public static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}

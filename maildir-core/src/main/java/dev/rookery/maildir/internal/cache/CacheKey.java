// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.UidValidity;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Whose messages a cache is about. It goes into every checksum, so that nothing of another folder
/// or generation passes for ours.
///
/// @param folderId what the account calls the folder
record CacheKey(int folderId, UidValidity uidValidity) {
    private static final int SALT_BYTES = Integer.BYTES + Long.BYTES;

    private byte[] salt() {
        return ByteBuffer.allocate(SALT_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(folderId)
                .putLong(uidValidity.value())
                .array();
    }

    int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(salt());
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}

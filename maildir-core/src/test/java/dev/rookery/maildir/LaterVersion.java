// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/// Files as a later version of this program might write them: sound, in another format.
final class LaterVersion {
    private static final int VERSION_AT = 8;

    private LaterVersion() {}

    static byte[] ofJournal(byte[] file, int version) {
        byte[] later = file.clone();
        ByteBuffer out = ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(VERSION_AT, version);
        CRC32C crc = new CRC32C();
        crc.update(new byte[8]);
        crc.update(later, 0, 56);
        out.putInt(56, (int) crc.getValue());
        return later;
    }

    static byte[] ofHeadFile(byte[] file, int version) {
        byte[] later = file.clone();
        ByteBuffer out = ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(VERSION_AT, version);
        CRC32C crc = new CRC32C();
        crc.update(later, 0, 20);
        crc.update(later, 24, out.getInt(12) * 16);
        out.putInt(20, (int) crc.getValue());
        return later;
    }
}

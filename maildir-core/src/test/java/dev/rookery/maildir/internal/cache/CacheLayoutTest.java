// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pictures in [CacheLayout] and [CacheRecord], read byte by byte.
class CacheLayoutTest {
    private static final int UID = 300;

    @TempDir Path path;

    @Test
    void liesOnDiskAsPictured() throws IOException {
        CacheFolder folder = new CacheFolder(path);
        try (FolderCache cache = folder.open()) {
            cache.append(new Uid(UID), CacheFolder.facts(UID));
            cache.flush();
        }
        byte[] file = Files.readAllBytes(folder.file());
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        byte[] magic = new byte[8];
        in.get(0, magic);
        assertThat(new String(magic, StandardCharsets.US_ASCII)).isEqualTo("RKRYCACH");
        assertThat(in.getInt(8)).isEqualTo(1);
        assertThat(in.getInt(12)).isEqualTo(CacheFolder.FOLDER_ID);
        assertThat(in.getLong(16)).isEqualTo(CacheFolder.VALIDITY.value());
        assertThat(in.getInt(24)).isEqualTo(checksum(file, 0, 24));

        int zone = 64;
        for (int kind = 0; kind < 3; kind++) {
            assertThat(in.getInt(zone)).isEqualTo(checksum(file, zone + 4, zone + 32));
            assertThat(in.getInt(zone + 4)).isEqualTo(kind);
            assertThat(in.getLong(zone + 24)).isEqualTo(zone);
            int record = zone + 32;
            int length = in.getInt(record + 8) & 0xffffff;
            assertThat(in.getInt(record)).isEqualTo(checksum(file, record + 4, record + length));
            assertThat(in.getInt(record + 4)).isEqualTo(UID);
            assertThat(in.get(record + 11)).isEqualTo((byte) kind);
            assertThat(in.getLong(zone + 16)).isEqualTo(32 + (length + 7L) / 8 * 8);
            zone += (int) in.getLong(zone + 8);
        }
        assertThat(in.getInt(zone + 4)).isEqualTo(3);
        assertThat(in.getLong(zone + 16)).isEqualTo(-1);
        assertThat(in.getInt(zone + 32)).isEqualTo(UID / 256 + 1);
        int pages = (int) (in.getLong(zone + 8) - 32) / (4 + 6_144);
        int entry = zone + 32 + 4 * pages + UID % 256 * 24;
        long structure = in.getLong(entry);
        assertThat((structure >>> 24) * 8).isEqualTo(64 + 32);
        int record = 64 + 32;
        int length = in.getInt(record + 8) & 0xffffff;
        assertThat((structure & 0xffffff) * 8).isEqualTo((length + 7L) / 8 * 8);
        assertThat(in.get(record + 12)).isEqualTo((byte) (16 + 1));
        int sizes = record + 12 + lengthBytes(in, record + 12, 5);
        assertThat(in.getLong(sizes)).isEqualTo(CacheFolder.facts(UID).storedBytes());
        assertThat(in.getLong(sizes + 8)).isEqualTo(CacheFolder.facts(UID).crlfBytes());
    }

    private static int lengthBytes(ByteBuffer in, int from, int fields) {
        int at = from;
        for (int i = 0; i < fields; i++) {
            while (in.get(at++) < 0) {
                // more of this number follows
            }
        }
        return at - from;
    }

    private static int checksum(byte[] file, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(
                ByteBuffer.allocate(12)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(CacheFolder.FOLDER_ID)
                        .putLong(CacheFolder.VALIDITY.value())
                        .flip());
        crc.update(file, from, to - from);
        return (int) crc.getValue();
    }
}

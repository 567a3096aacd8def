// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.internal.index.HeadFile.Absent;
import dev.rookery.maildir.internal.index.HeadFile.Damaged;
import dev.rookery.maildir.internal.index.HeadFile.Found;
import dev.rookery.maildir.internal.index.HeadFile.LaterVersion;
import dev.rookery.maildir.internal.index.HeadFile.Sound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadFileTest {
    private static final String NAME = "rookery.index";

    @TempDir private Path home;
    private IndexFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new IndexFolder(home);
    }

    @AfterEach
    void close() throws IOException {
        folder.close();
    }

    private void write(SortedMap<Integer, byte[]> sections) throws IOException {
        HeadFile.write(folder.directory(), NAME, Optional.empty(), sections);
    }

    private Found read() throws IOException {
        return HeadFile.read(folder.directory(), NAME);
    }

    private static SortedMap<Integer, byte[]> small() {
        return new TreeMap<>(
                Map.of(
                        1, "one".getBytes(StandardCharsets.UTF_8),
                        -7, new byte[0],
                        9, new byte[] {1, 2, 3}));
    }

    private static void same(
            SortedMap<Integer, byte[]> found, SortedMap<Integer, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((id, bytes) -> assertThat(bytes).isEqualTo(expected.get(id)));
    }

    @Test
    void tellsThatThereIsNone() throws IOException {
        assertThat(read()).isInstanceOf(Absent.class);
    }

    @Test
    void readsWhatWasWrittenLast() throws IOException {
        Files.writeString(home.resolve(NAME + ".new"), "left by a crash");
        write(new TreeMap<>());
        assertThat(((Sound) read()).sections()).isEmpty();
        SortedMap<Integer, byte[]> large = small();
        byte[] noise = new byte[300_000];
        new Random(1).nextBytes(noise);
        large.put(5, noise);
        write(large);
        same(((Sound) read()).sections(), large);
        write(small());
        same(((Sound) read()).sections(), small());
        assertThat(folder.directory().list()).hasSize(1);
    }

    @Test
    void tellsWhichSectionIsDamagedAndKeepsTheOthers() throws IOException {
        write(small());
        byte[] bytes = Files.readAllBytes(home.resolve(NAME));
        bytes[bytes.length - 1] ^= 1;
        Damaged damaged = (Damaged) HeadFile.parse(bytes);
        assertThat(damaged.damaged()).containsExactly(9);
        SortedMap<Integer, byte[]> others = small();
        others.remove(9);
        same(damaged.sound(), others);
    }

    @Test
    void noticesEveryFlippedBit() {
        byte[] bytes = HeadFile.bytes(small());
        for (int i = 0; i < bytes.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = bytes.clone();
                flipped[i] ^= (byte) (1 << bit);
                Found found = HeadFile.parse(flipped);
                assertThat(found).isInstanceOf(Damaged.class);
                ((Damaged) found)
                        .sound()
                        .forEach((id, content) -> assertThat(content).isEqualTo(small().get(id)));
            }
        }
    }

    @Test
    void noticesEveryMissingAndEveryAddedByte() {
        byte[] bytes = HeadFile.bytes(small());
        for (int length = 0; length < bytes.length; length++) {
            assertThat(HeadFile.parse(Arrays.copyOf(bytes, length))).isInstanceOf(Damaged.class);
        }
        assertThat(HeadFile.parse(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(Damaged.class);
    }

    @Test
    void namesALaterVersion() {
        byte[] bytes = HeadFile.bytes(small());
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(HeadFile.VERSION_AT, 2);
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, HeadFile.CHECKSUM_AT);
        crc.update(bytes, HeadFile.TABLE_AT, 3 * HeadFile.ENTRY_BYTES);
        out.putInt(HeadFile.CHECKSUM_AT, (int) crc.getValue());
        assertThat(HeadFile.parse(bytes)).isEqualTo(new LaterVersion(2));
    }

    @Test
    void refusesMoreThanItWouldRead() {
        SortedMap<Integer, byte[]> many = new TreeMap<>();
        for (int i = 0; i <= HeadFile.SECTIONS_MAX; i++) {
            many.put(i, new byte[0]);
        }
        assertThatThrownBy(() -> write(many)).isInstanceOf(IllegalArgumentException.class);
        assertThat(home.resolve(NAME)).doesNotExist();
    }

    @Test
    void agreesWithItsRuler() {
        byte[] bytes = HeadFile.bytes(new TreeMap<>(Map.of(7, new byte[] {42})));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 0, 8, StandardCharsets.US_ASCII)).isEqualTo("RKRYHEAD");
        assertThat(in.getInt(8)).isEqualTo(1);
        assertThat(in.getInt(12)).isEqualTo(1);
        assertThat(in.getInt(16)).isEqualTo(41).isEqualTo(bytes.length);
        assertThat(in.getInt(24)).isEqualTo(7);
        assertThat(in.getInt(28)).isEqualTo(40);
        assertThat(in.getInt(32)).isEqualTo(1);
        assertThat(bytes[40]).isEqualTo((byte) 42);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rulers above the layouts and the bytes on disk agree; offsets here are those of the rulers.
class LayoutTest {
    private static final int HEADER = 88;

    @TempDir private Path home;
    private ByteBuffer rows = ByteBuffer.allocate(0);
    private ByteBuffer modSeqs = ByteBuffer.allocate(0);

    @BeforeEach
    void write() throws IOException {
        List<IndexRow> list = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            list.add(
                    new IndexRow(
                            10 + 300L * i,
                            1000 + i,
                            -5,
                            IndexRow.UNKNOWN,
                            4096,
                            4200,
                            "1792540800.M00000" + i + "Q1" + i + ",S=4096,W=4200",
                            Optional.empty()));
        }
        list.add(
                new IndexRow(
                        2000, 1004, -5, -1, 7, 8, "179.foreign", Optional.of(new Origin(3, 77))));
        try (IndexFolder folder = new IndexFolder(home)) {
            folder.write("rows", list);
            try (ModSeqSegmentWriter out =
                    ModSeqSegmentWriter.create(folder.directory(), "modseqs", Optional.empty())) {
                out.add(5, 700);
                out.add(300, 600);
                out.publish();
            }
        }
        rows = bytes("rows");
        modSeqs = bytes("modseqs");
    }

    private ByteBuffer bytes(String name) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(home.resolve(name)))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer bytes, int at, int length) {
        byte[] text = new byte[length];
        bytes.get(at, text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static int crc(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(from, to - from));
        return (int) crc.getValue();
    }

    private int dataBytes() {
        return (int) rows.getLong(56);
    }

    private int row(int field) {
        return Short.toUnsignedInt(rows.getShort(HEADER + field));
    }

    @Test
    void headerAgreesWithItsRuler() {
        assertThat(text(rows, 0, 8)).isEqualTo("RKRYROWS");
        assertThat(text(modSeqs, 0, 8)).isEqualTo("RKRYMODS");
        assertThat(rows.getInt(8)).isEqualTo(1);
        assertThat(rows.getInt(12)).isEqualTo(HEADER);
        assertThat(rows.getLong(16)).isEqualTo(5);
        assertThat(rows.getLong(24)).isEqualTo(10);
        assertThat(rows.getLong(32)).isEqualTo(2000);
        assertThat(rows.getLong(40)).isEqualTo(1000);
        assertThat(rows.getLong(48)).isEqualTo(1004);
        assertThat(rows.getLong(64)).isEqualTo(16 + 5 * 8);
        assertThat(rows.getLong(72)).isEqualTo(16 + 16);
        assertThat(HEADER + rows.getLong(56) + rows.getLong(64) + rows.getLong(72))
                .isEqualTo(rows.capacity());
        assertThat(rows.getInt(84)).isEqualTo(crc(rows, 0, 84));
        ByteBuffer checksums = ByteBuffer.allocate(12);
        checksums.putInt(rows.getInt(HEADER));
        checksums.putInt(rows.getInt(HEADER + dataBytes()));
        checksums.putInt(rows.getInt(HEADER + dataBytes() + 56));
        assertThat(rows.getInt(80)).isEqualTo(crc(checksums, 0, 12));
    }

    @Test
    void pagesAgreeWithTheirRulers() {
        int[] at = {HEADER, HEADER + dataBytes(), HEADER + dataBytes() + 56, rows.capacity()};
        int[] counts = {5, 5, 1};
        for (int page = 0; page < 3; page++) {
            assertThat(rows.getInt(at[page])).isEqualTo(crc(rows, at[page] + 4, at[page + 1]));
            assertThat(rows.getInt(at[page] + 4)).isEqualTo(page);
            assertThat(rows.getInt(at[page] + 8)).isZero();
            assertThat(rows.getShort(at[page] + 12)).isEqualTo((short) counts[page]);
            assertThat(rows.getShort(at[page] + 14)).isZero();
        }
        int entry = at[2] + 16;
        assertThat(rows.getInt(entry)).isEqualTo(10);
        assertThat(rows.getInt(entry + 4)).isZero();
        assertThat(rows.getLong(entry + 8)).isEqualTo(1004);
        long before = -1;
        for (int i = 0; i < 5; i++) {
            long hash = Integer.toUnsignedLong(rows.getInt(at[1] + 16 + 8 * i));
            assertThat(hash).isGreaterThan(before);
            before = hash;
            assertThat(rows.getInt(at[1] + 20 + 8 * i)).isBetween(0, 4);
        }
    }

    @Test
    void columnsAgreeWithTheirRuler() {
        assertThat(rows.getLong(HEADER + 16)).isEqualTo(10);
        assertThat(row(24)).isEqualTo(100);
        assertThat(rows.get(HEADER + 26)).isEqualTo((byte) 2);
        for (int i = 0; i < 4; i++) {
            assertThat(row(100 + 2 * i)).isEqualTo(300 * i);
        }
        assertThat(row(108)).isEqualTo(1990);
        assertThat(rows.getLong(HEADER + 28)).isEqualTo(1000);
        assertThat(row(36)).isEqualTo(110);
        assertThat(rows.get(HEADER + 38)).isEqualTo((byte) 1);
        assertThat(rows.getLong(HEADER + 40)).isEqualTo(-5);
        assertThat(rows.get(HEADER + 50)).isZero();
        assertThat(rows.getLong(HEADER + 52)).isEqualTo(-1);
        assertThat(rows.getLong(HEADER + 64)).isEqualTo(7);
        assertThat(rows.getLong(HEADER + 76)).isEqualTo(8);
    }

    @Test
    void namesAgreeWithTheirRuler() {
        int names = row(88);
        assertThat(row(90)).isEqualTo(1);
        int template = HEADER + row(row(92));
        assertThat(rows.get(template)).isEqualTo((byte) 3);
        assertThat(rows.getLong(template + 1)).isEqualTo(1_792_540_800);
        assertThat(rows.get(template + 9)).isZero();
        assertThat(rows.getLong(template + 10)).isZero();
        assertThat(rows.get(template + 18)).isEqualTo((byte) 1);
        assertThat(rows.getLong(template + 19)).isEqualTo(10);
        String text = "\u0002\n.M\u0002\u0006Q\u0001,S=\u0003,W=\u0004";
        assertThat(rows.get(template + 28)).isEqualTo((byte) text.length());
        assertThat(text(rows, template + 29, text.length())).isEqualTo(text);
        int reference = HEADER + row(94);
        String first = "1792540800.M000000Q10,S=4096,W=4200";
        assertThat(text(rows, reference + 1, rows.get(reference))).isEqualTo(first);
        for (int i = 0; i < 4; i++) {
            int name = HEADER + row(names + 2 * i);
            assertThat(text(rows, name, 3)).isEqualTo("\0" + (char) i + (char) i);
        }
        int literal = HEADER + row(names + 8);
        assertThat(text(rows, literal, 4)).isEqualTo("\u00FF\u0003\u0000\b");
        assertThat(text(rows, literal + 4, 8)).isEqualTo(".foreign");
    }

    @Test
    void originsAgreeWithTheirRuler() {
        assertThat(row(96)).isEqualTo(1);
        int origin = HEADER + row(98);
        assertThat(rows.getShort(origin)).isEqualTo((short) 4);
        assertThat(rows.getInt(origin + 2)).isEqualTo(3);
        assertThat(rows.getInt(origin + 6)).isEqualTo(77);
        assertThat(origin + 10).isEqualTo(HEADER + dataBytes());
    }

    @Test
    void modSeqPagesAgreeWithTheirRuler() {
        assertThat(modSeqs.getLong(HEADER + 16)).isEqualTo(5);
        assertThat(modSeqs.getShort(HEADER + 24)).isEqualTo((short) 40);
        assertThat(modSeqs.get(HEADER + 26)).isEqualTo((byte) 2);
        assertThat(modSeqs.getLong(HEADER + 28)).isEqualTo(600);
        assertThat(modSeqs.getShort(HEADER + 40)).isZero();
        assertThat(modSeqs.getShort(HEADER + 42)).isEqualTo((short) 295);
        assertThat(modSeqs.get(HEADER + 44)).isEqualTo((byte) 100);
        assertThat(modSeqs.get(HEADER + 45)).isZero();
    }
}

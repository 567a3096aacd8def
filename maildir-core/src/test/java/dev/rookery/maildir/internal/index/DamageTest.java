// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import dev.rookery.maildir.simulation.Fault;
import dev.rookery.maildir.simulation.FaultPlan;
import dev.rookery.maildir.simulation.FaultyDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are not what was written: never a wrong answer, always an exception that says where.
class DamageTest {
    private static final String NAME = "rookery.index.rows.1";

    @TempDir private Path home;
    private final BlockCache cache = new BlockCache(1024 * 1024);

    /// Two pages of rows: the whole of the first is read, padding and all.
    private final List<IndexRow> rows = SampleRows.rows(new Random(41), 140);

    private byte[] sound = new byte[0];
    private byte[] modSeqs = new byte[0];

    @BeforeEach
    void write() throws IOException {
        try (IndexFolder folder = new IndexFolder(home)) {
            folder.write(NAME, rows);
            sound = Files.readAllBytes(home.resolve(NAME));
            try (ModSeqSegmentWriter out =
                    ModSeqSegmentWriter.create(folder.directory(), "modseq", Optional.empty())) {
                for (IndexRow row : rows) {
                    out.add(row.uid(), row.uid() + 7);
                }
                out.publish();
            }
            modSeqs = Files.readAllBytes(home.resolve("modseq"));
        }
    }

    /// Reads all there is by every way there is.
    private void readAll(byte[] bytes) throws IOException {
        BytesFile file = new BytesFile(bytes);
        try (RowSegment segment = RowSegment.open(file, NAME, cache)) {
            assertThat(segment.rows()).isEqualTo(rows.size());
            try (RowCursor cursor = segment.cursor()) {
                for (int i = 0; i < rows.size(); i++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.get()).isEqualTo(rows.get(i));
                    assertThat(segment.find(rows.get(i).uid())).isEqualTo(i);
                }
            }
            int count = 0;
            try (HashCursor hashes = segment.hashes()) {
                while (hashes.next()) {
                    assertThat(hashes.hash()).isEqualTo(BaseHash.of(rows.get(hashes.row()).base()));
                    count++;
                }
            }
            assertThat(count).isEqualTo(rows.size());
        } catch (CorruptIndexException | LaterVersionException refused) {
            assertThat(refused).hasMessageContaining(NAME);
            throw refused;
        } finally {
            assertThat(file.isClosed()).isTrue();
        }
    }

    private void readModSeqs(byte[] bytes) throws IOException {
        try (ModSeqSegment segment = ModSeqSegment.open(new BytesFile(bytes), "modseq", cache)) {
            for (IndexRow row : rows) {
                assertThat(segment.find(row.uid())).isEqualTo(row.uid() + 7);
            }
            segment.changedSince(0, (uid, modSeq) -> assertThat(modSeq).isEqualTo(uid + 7));
        }
    }

    @Test
    void readsTheSoundFile() throws IOException {
        readAll(sound);
        readModSeqs(modSeqs);
    }

    @Test
    void noticesEveryFlippedByte() {
        Random random = new Random(42);
        for (int i = 0; i < sound.length; i++) {
            byte[] flipped = sound.clone();
            flipped[i] ^= (byte) (1 + random.nextInt(255));
            assertThatThrownBy(() -> readAll(flipped))
                    .as("byte %d", i)
                    .isInstanceOf(CorruptIndexException.class);
        }
        for (int i = 0; i < modSeqs.length; i++) {
            byte[] flipped = modSeqs.clone();
            flipped[i] ^= (byte) (1 + random.nextInt(255));
            try {
                readModSeqs(flipped);
                // A single page is found without the directory.
                assertThat(i).isGreaterThan(modSeqs.length - DirectoryLayout.bytes(1) - 1);
            } catch (IOException noticed) {
                assertThat(noticed).isInstanceOf(CorruptIndexException.class);
            }
        }
    }

    @Test
    void noticesEveryMissingAndEveryAddedByte() {
        for (int length = 0; length < sound.length; length++) {
            byte[] cut = Arrays.copyOf(sound, length);
            assertThatThrownBy(() -> readAll(cut)).isInstanceOf(CorruptIndexException.class);
        }
        assertThatThrownBy(() -> readAll(Arrays.copyOf(sound, sound.length + 1)))
                .isInstanceOf(CorruptIndexException.class);
    }

    /// As when a file system loses a size after the file was opened.
    @Test
    void noticesAFileThatEndsWhileItIsRead() throws IOException {
        Path path = home.resolve(NAME);
        try (IndexFolder folder = new IndexFolder(home);
                RowSegment segment = folder.open(NAME)) {
            Files.write(path, Arrays.copyOf(sound, SegmentHeader.HEADER_BYTES + 5000));
            assertThatThrownBy(() -> segment.uid(0))
                    .isInstanceOf(CorruptIndexException.class)
                    .hasMessageContaining(NAME + ": file ends early at byte ");
        }
    }

    @Test
    void refusesALaterVersionByName() {
        byte[] later = sound.clone();
        ByteBuffer out = ByteBuffer.wrap(later).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(8, 2);
        CRC32C crc = new CRC32C();
        crc.update(later, 0, SegmentHeader.HEADER_BYTES - Integer.BYTES);
        out.putInt(SegmentHeader.HEADER_BYTES - Integer.BYTES, (int) crc.getValue());
        assertThatThrownBy(() -> readAll(later))
                .isInstanceOf(LaterVersionException.class)
                .hasMessageContaining("format 2");
    }

    /// Sound bytes in the wrong place.
    @Test
    void noticesPagesThatChangedPlaces() throws IOException {
        try (IndexFolder folder = new IndexFolder(home)) {
            folder.write("long", SampleRows.rows(new Random(44), 1000));
        }
        byte[] swapped = Files.readAllBytes(home.resolve("long"));
        int first = SegmentHeader.HEADER_BYTES;
        int second = first + PageLayout.PAGE_BYTES;
        System.arraycopy(swapped, first, swapped, second, PageLayout.PAGE_BYTES);
        try (RowSegment segment = RowSegment.open(new BytesFile(swapped), "long", cache)) {
            assertThat(segment.find(segment.firstUid())).isZero();
            assertThatThrownBy(() -> segment.values(Column.UID, 0, new long[1000], 0, 1000))
                    .isInstanceOf(CorruptIndexException.class)
                    .hasMessage("long: another page at byte " + second);
        }
    }

    /// Whatever lies behind a good checksum, reading it ends, and ends well.
    @Test
    void survivesNonsenseWithAGoodChecksum() {
        Random random = new Random(43);
        for (int round = 0; round < 3000; round++) {
            byte[] nonsense = sound.clone();
            byte[] page =
                    Arrays.copyOfRange(
                            sound,
                            SegmentHeader.HEADER_BYTES,
                            SegmentHeader.HEADER_BYTES + PageLayout.PAGE_BYTES);
            for (int i = 0; i < 20; i++) {
                page[PageLayout.CONTENT_AT + random.nextInt(round % 2 == 0 ? 84 : 8000)] =
                        (byte) random.nextInt();
            }
            PageLayout.seal(page, page.length, 0, 0, 50 + random.nextInt(50));
            System.arraycopy(page, 0, nonsense, SegmentHeader.HEADER_BYTES, page.length);
            try {
                scan(nonsense);
            } catch (IOException refused) {
                assertThat(refused).isInstanceOf(CorruptIndexException.class);
            }
        }
    }

    @Test
    void refusesHashesOfRowsThatAreNot() throws IOException {
        int hashAt = sound.length - DirectoryLayout.bytes(2) - HashLayout.bytes(rows.size());
        for (int row : new int[] {rows.size(), -1}) {
            byte[] page =
                    Arrays.copyOfRange(sound, hashAt, sound.length - DirectoryLayout.bytes(2));
            HashLayout.put(page, 7, 1, row);
            PageLayout.seal(page, page.length, 2, 0, rows.size());
            byte[] nonsense = sound.clone();
            System.arraycopy(page, 0, nonsense, hashAt, page.length);
            try (RowSegment segment = RowSegment.open(new BytesFile(nonsense), NAME, cache)) {
                assertThatThrownBy(() -> segment.forEachNamed("a", _ -> {}))
                        .isInstanceOf(CorruptIndexException.class)
                        .hasMessageContaining("impossible page at byte " + hashAt);
            }
        }
    }

    private void scan(byte[] bytes) throws IOException {
        try (RowSegment segment = RowSegment.open(new BytesFile(bytes), NAME, cache);
                RowCursor cursor = segment.cursor()) {
            for (int row = 0; row < 50; row++) {
                cursor.seek(row);
                cursor.get();
                segment.find(rows.get(row).uid());
            }
        }
    }

    @Test
    void leavesNothingWhenTheDiskRefuses() throws IOException {
        for (int call = 1; call < 40; call++) {
            FaultyDisk disk = new FaultyDisk();
            int failing = call;
            Path there = Files.createDirectory(home.resolve("disk" + call));
            try (var directory = disk.open(there)) {
                int[] count = {0};
                disk.plan(_ ->
                        ++count[0] == failing ? Optional.of(Fault.NO_SPACE) : Optional.empty());
                try (RowSegmentWriter out =
                        RowSegmentWriter.create(directory, NAME, Optional.empty(), 0)) {
                    for (IndexRow row : rows) {
                        out.add(row);
                    }
                    out.publish();
                    disk.plan(FaultPlan.HEALTHY);
                    return;
                } catch (IOException refused) {
                    disk.plan(FaultPlan.HEALTHY);
                }
                assertThat(there.resolve(NAME)).doesNotExist();
            }
        }
        fail("never succeeded");
    }

    @Test
    void isDurableBeforeItHasItsName() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        List<Kind> calls = new ArrayList<>();
        disk.plan(call -> {
            calls.add(call.kind());
            return Optional.empty();
        });
        try (var directory = disk.open(home)) {
            try (RowSegmentWriter out =
                    RowSegmentWriter.create(directory, "durable", Optional.empty(), 0)) {
                out.add(rows.getFirst());
                out.publish();
            }
            assertThat(calls)
                    .endsWith(Kind.EXTEND, Kind.WRITE, Kind.FORCE, Kind.CLOSE, Kind.RENAME);
            HeadFile.write(directory, "head", Optional.empty(), new TreeMap<>());
            assertThat(calls).endsWith(Kind.EXTEND, Kind.FORCE, Kind.CLOSE, Kind.REPLACE);
        }
    }

    @Test
    void readsAgainAfterTheDiskRefused() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (var directory = disk.open(home);
                RowSegment segment = RowSegment.open(directory, NAME, cache)) {
            disk.plan(_ -> Optional.of(Fault.IO_ERROR));
            assertThatThrownBy(() -> segment.uid(3)).isInstanceOf(DiskException.class);
            disk.plan(FaultPlan.HEALTHY);
            assertThat(segment.uid(3)).isEqualTo(rows.get(3).uid());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;

/// A small file of sections, replaced as a whole; little-endian.
///
/// ```text
///   0           8         12        16        20        24                24 + 16n
///   +-----------+---------+---------+---------+---------+-----------------+-----------+
///   | "RKRYHEAD"| version |    n    | length  | crc32c  | n table entries | sections  |
///   +-----------+---------+---------+---------+---------+-----------------+-----------+
///
///   0        4        8        12       16
///   +--------+--------+--------+--------+
///   |   id   | offset | length | crc32c |       a table entry, ascending by id
///   +--------+--------+--------+--------+
/// ```
///
/// `length` is that of the file. The checksum of the header covers bytes 0 to 20 and the table; so
/// it is in every version. Each section has its own, and they follow each other without gaps.
public final class HeadFile {
    /// More is not read, so that damage cannot make us.
    public static final int BYTES_MAX = 64 * 1024 * 1024;

    public static final int VERSION = 1;
    static final int SECTIONS_MAX = 1024;

    private static final long MAGIC = 0x4441454859524B52L;
    private static final int MAGIC_AT = 0;
    static final int VERSION_AT = MAGIC_AT + Long.BYTES;
    static final int COUNT_AT = VERSION_AT + Integer.BYTES;
    static final int LENGTH_AT = COUNT_AT + Integer.BYTES;
    static final int CHECKSUM_AT = LENGTH_AT + Integer.BYTES;
    static final int TABLE_AT = CHECKSUM_AT + Integer.BYTES;

    static final int ID_AT = 0;
    static final int SECTION_OFFSET_AT = ID_AT + Integer.BYTES;
    static final int SECTION_LENGTH_AT = SECTION_OFFSET_AT + Integer.BYTES;
    static final int SECTION_CHECKSUM_AT = SECTION_LENGTH_AT + Integer.BYTES;
    static final int ENTRY_BYTES = SECTION_CHECKSUM_AT + Integer.BYTES;

    private static final String ASIDE = ".new";

    private HeadFile() {}

    /// How the file was found.
    public sealed interface Found {}

    /// There is none.
    public record Absent() implements Found {}

    /// All of it is as it was written.
    public record Sound(SortedMap<Integer, byte[]> sections) implements Found {}

    /// Some of it is not as it was written: those sections are missing.
    ///
    /// @param at offset of the first byte that is not
    /// @param sound what can be relied on
    /// @param damaged ids of the others; empty if not even the table can be read
    public record Damaged(
            String why, long at, SortedMap<Integer, byte[]> sound, SortedSet<Integer> damaged)
            implements Found {}

    /// A later version of this program wrote it, in a format unknown here.
    public record LaterVersion(int version) implements Found {}

    /// Writes the file aside, makes it durable, and puts it in place of the old one. The change is
    /// durable only after [Directory#force].
    public static void write(
            Directory directory,
            String name,
            Optional<Owner> owner,
            SortedMap<Integer, byte[]> sections)
            throws IOException {
        byte[] bytes = bytes(sections);
        String aside = name + ASIDE;
        directory.delete(aside);
        try (OutputFile file = directory.create(aside, owner)) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        } catch (IOException | RuntimeException refused) {
            dropAside(directory, aside, refused);
            throw refused;
        }
        directory.replace(aside, name);
    }

    private static void dropAside(Directory directory, String aside, Exception reason) {
        try {
            directory.delete(aside);
        } catch (IOException too) {
            reason.addSuppressed(too);
        }
    }

    static byte[] bytes(SortedMap<Integer, byte[]> sections) {
        long length = TABLE_AT + (long) sections.size() * ENTRY_BYTES;
        for (byte[] section : sections.values()) {
            length += section.length;
        }
        if (length > BYTES_MAX || sections.size() > SECTIONS_MAX) {
            throw new IllegalArgumentException(
                    sections.size() + " sections, " + length + " bytes: too much for a head file");
        }
        ByteBuffer out = ByteBuffer.allocate((int) length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(MAGIC_AT, MAGIC);
        out.putInt(VERSION_AT, VERSION);
        out.putInt(COUNT_AT, sections.size());
        out.putInt(LENGTH_AT, (int) length);
        int entry = TABLE_AT;
        int at = TABLE_AT + sections.size() * ENTRY_BYTES;
        for (Map.Entry<Integer, byte[]> section : sections.entrySet()) {
            byte[] content = section.getValue();
            out.put(at, content);
            out.putInt(entry + ID_AT, section.getKey());
            out.putInt(entry + SECTION_OFFSET_AT, at);
            out.putInt(entry + SECTION_LENGTH_AT, content.length);
            out.putInt(entry + SECTION_CHECKSUM_AT, checksum(out.array(), at, content.length));
            at += content.length;
            entry += ENTRY_BYTES;
        }
        out.putInt(CHECKSUM_AT, headerChecksum(out.array(), sections.size()));
        return out.array();
    }

    private static int checksum(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }

    private static int headerChecksum(byte[] bytes, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, TABLE_AT, count * ENTRY_BYTES);
        return (int) crc.getValue();
    }

    /// Reads the file, in one go.
    public static Found read(Directory directory, String name) throws IOException {
        try (InputFile file = directory.open(name)) {
            long size = file.stat().sizeBytes();
            return size > BYTES_MAX
                    ? damaged("larger than allowed")
                    : parse(read(file, (int) size));
        } catch (NoSuchFileException none) {
            return new Absent();
        }
    }

    private static byte[] read(InputFile file, int size) throws IOException {
        byte[] bytes = new byte[size];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(size);
            int done = 0;
            int got = 0;
            while (done < size && got >= 0) {
                got = file.read(done, memory.asSlice(done));
                done += Math.max(got, 0);
            }
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, bytes, 0, done);
            return done == size ? bytes : Arrays.copyOf(bytes, done);
        }
    }

    static Found parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < TABLE_AT || in.getLong(MAGIC_AT) != MAGIC) {
            return damaged("no header of such a file");
        }
        int count = in.getInt(COUNT_AT);
        if (count < 0
                || count > SECTIONS_MAX
                || TABLE_AT + count * ENTRY_BYTES > bytes.length
                || in.getInt(CHECKSUM_AT) != headerChecksum(bytes, count)) {
            return damaged("damaged header");
        }
        if (in.getInt(VERSION_AT) != VERSION) {
            return new LaterVersion(in.getInt(VERSION_AT));
        }
        return sections(bytes, in, count);
    }

    private static Found sections(byte[] bytes, ByteBuffer in, int count) {
        SortedMap<Integer, byte[]> sound = new TreeMap<>();
        SortedSet<Integer> damaged = new TreeSet<>();
        long first = bytes.length;
        for (int i = 0; i < count; i++) {
            int entry = TABLE_AT + i * ENTRY_BYTES;
            int id = in.getInt(entry + ID_AT);
            int at = in.getInt(entry + SECTION_OFFSET_AT);
            int length = in.getInt(entry + SECTION_LENGTH_AT);
            boolean there = at >= 0 && length >= 0 && (long) at + length <= bytes.length;
            int checksum = in.getInt(entry + SECTION_CHECKSUM_AT);
            if (there && checksum(bytes, at, length) == checksum) {
                sound.put(id, Arrays.copyOfRange(bytes, at, at + length));
            } else {
                damaged.add(id);
                first = Math.min(first, Math.max(0, at));
            }
        }
        if (!damaged.isEmpty()) {
            return new Damaged("damaged sections " + damaged, first, sound, damaged);
        }
        int end = in.getInt(LENGTH_AT);
        return end == bytes.length
                ? new Sound(sound)
                : new Damaged("bytes behind the last section", end, sound, damaged);
    }

    private static Damaged damaged(String why) {
        return new Damaged(why, 0, new TreeMap<>(), new TreeSet<>());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Rows as folders hold them, and as they should not.
final class SampleRows {
    private static final long START = 1_792_540_800;

    private final RandomGenerator random;
    private final String processRandom;
    private long uid;
    private long modSeq = 1L << 50;
    private int count;

    SampleRows(RandomGenerator random) {
        this.random = random;
        this.processRandom = String.format("%016x", random.nextLong());
    }

    static List<IndexRow> rows(RandomGenerator random, int count) {
        SampleRows sample = new SampleRows(random);
        List<IndexRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(sample.any());
        }
        return rows;
    }

    /// A message that we delivered.
    IndexRow delivered() {
        count++;
        uid++;
        modSeq++;
        long seconds = START + count * 20L + random.nextInt(20);
        long physical = 500L + random.nextInt(60_000);
        long virtual = physical + physical / 40;
        String base =
                seconds
                        + ".M"
                        + (1_000_000 + random.nextInt(1_000_000) + "R").substring(1)
                        + (processRandom + "Q" + count + ".mail.example.org")
                        + (",S=" + physical + ",W=" + virtual);
        return new IndexRow(
                uid, modSeq, seconds, seconds, physical, virtual, base, Optional.empty());
    }

    /// A message of any kind, with gaps between UIDs.
    IndexRow any() {
        IndexRow row = delivered();
        uid += random.nextInt(10) == 0 ? random.nextInt(100_000) : random.nextInt(3);
        return new IndexRow(
                row.uid(),
                random.nextInt(5) == 0 ? random.nextLong(1L << 50) : row.modSeq(),
                random.nextInt(50) == 0 ? random.nextInt() * 1000L : row.internalDate(),
                random.nextInt(3) == 0 ? IndexRow.UNKNOWN : row.saveDate(),
                random.nextInt(4) == 0 ? IndexRow.UNKNOWN : row.physicalBytes(),
                random.nextInt(4) == 0 ? IndexRow.UNKNOWN : row.virtualBytes(),
                base(row),
                random.nextInt(4) == 0
                        ? Optional.of(new Origin(random.nextInt(), 1 + random.nextInt(9999)))
                        : Optional.empty());
    }

    private String base(IndexRow row) {
        int pid = random.nextInt(40_000);
        return switch (random.nextInt(8)) {
            case 0 -> row.internalDate() + "." + pid + "_" + count + ".host";
            case 1 ->
                    row.internalDate()
                            + (".V801I" + Integer.toHexString(random.nextInt()))
                            + ("M" + random.nextInt(999_999) + ".mx.example.org");
            case 2 -> row.internalDate() + ".M1P" + pid + ".host,S=" + row.physicalBytes();
            case 3 -> noise();
            case 4 -> row.internalDate() + "." + noise();
            default -> row.base();
        };
    }

    /// Any text a file may be named, up to 255 bytes.
    private String noise() {
        StringBuilder text = new StringBuilder().append((char) ('a' + random.nextInt(26)));
        int length = random.nextInt(60);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> text.append((char) (1 + random.nextInt(30)));
                case 1 -> text.append("é");
                case 2 -> text.append("\uD83D\uDCEC");
                case 3 -> text.append("0".repeat(random.nextInt(3)));
                case 4 -> text.append(random.nextInt(100_000));
                default -> text.append((char) ('A' + random.nextInt(26)));
            }
        }
        while (text.toString().getBytes(StandardCharsets.UTF_8).length > 240) {
            text.setLength(text.offsetByCodePoints(text.length(), -1));
        }
        return text.toString();
    }
}

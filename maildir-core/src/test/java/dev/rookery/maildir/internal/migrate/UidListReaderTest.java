// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UidListReaderTest {
    private static final String FILE = UidListWriter.FILE;
    private static final long BURNT = UidListReader.BURNT_BY_DAMAGE;

    @TempDir Path home;
    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(home);
    }

    @ParameterizedTest
    @CsvSource({
        "'3 V7 N9|1 :a|2 :b', '1 a, 2 b', 9, false",
        "'3 V7 N2|1 :a|5 :b', '1 a, 5 b', 6, false",
        "'3 V7 N9', '', 9, false",
        "'1 7 3|1 a|2 b', '1 a, 2 b', 3, false",
        "'1 7 3|1 a|5 b', '1 a, 5 b', 6, false",
        "'3 V7 N9|1 :a|x|2 :b', '1 a, 2 b', 9, true",
        "'3 V7 N9|1 :a|20 :|2 :b', '1 a, 2 b', 21, true",
        "'3 V7 N9|5 :a|2 :b', '5 a, 2 b', 9, false",
        "'3 V7 N9|1 :a|1 :b', '1 a', 9, true",
        "'3 V7 N9|1 :a|2 :a', '1 a, 2 a', 9, false",
        "'3 V7 N9|1 q :a', '1 a', 9, true",
        "'3 V7|1 :a', '1 a', 2, true",
        "'3 N9|1 :a', '1 a', 9, true",
        "'2 7 9|1 a', '', 1, true",
        "'', '', 1, true",
    })
    void salvages(String lines, String entries, long next, boolean damaged) throws IOException {
        folder.with(FILE, lines.isEmpty() ? "" : lines.replace('|', '\n') + "\n");

        try (InputFile file = folder.open(FILE)) {
            UidListReader reader = new UidListReader(file, new Remarks(FILE));
            assertThat(String.join(", ", texts(reader))).isEqualTo(entries);
            assertThat(reader.isDamaged()).isEqualTo(damaged);
            assertThat(reader.nextUid()).isEqualTo(next + (damaged ? BURNT : 0));
        }
    }

    @Test
    void readsALastLineWithoutEndAndTakesItForTorn() throws IOException {
        folder.with(FILE, "3 V7 N9\r\n1 :a\r\n2 :b");

        try (InputFile file = folder.open(FILE)) {
            UidListReader reader = new UidListReader(file, new Remarks(FILE));
            assertThat(texts(reader)).containsExactly("1 a", "2 b");
            assertThat(reader.isDamaged()).isTrue();
        }
    }

    @Test
    void goesPastLinesOfAnyLength() throws IOException {
        folder.with(FILE, "3 V7 N9\n1 X" + "x".repeat(200_000) + " :a\n2 :b\n");

        try (InputFile file = folder.open(FILE)) {
            UidListReader reader = new UidListReader(file, new Remarks(FILE));
            assertThat(texts(reader)).containsExactly("2 b");
            assertThat(reader.isDamaged()).isTrue();
        }
    }

    @Test
    void writesWhatItReads() throws IOException {
        UidListHeader header = header(42);
        List<UidListEntry> entries =
                List.of(
                        UidListEntry.of(new Uid(1), "ä b").withSizes(5, 6),
                        UidListEntry.of(new Uid(7), "c,S=5,W=6").withSizes(5, 6).withGuid("g"),
                        UidListEntry.of(new Uid(41), "d"));
        folder.write(header, entries);

        assertThat(folder.text(FILE))
                .isEqualTo("3 V7 N42\n1 S5 W6 :\u00C3\u00A4 b\n7 Gg :c,S=5,W=6\n41 :d\n");
        try (InputFile file = folder.open(FILE)) {
            UidListReader reader = new UidListReader(file, new Remarks(FILE));
            assertThat(reader.header()).isEqualTo(header);
            assertThat(texts(reader)).containsExactly("1 ä b", "7 c,S=5,W=6", "41 d");
            assertThat(reader.isDamaged()).isFalse();
        }
    }

    @Test
    void refusesToWriteWhatDovecotWouldThrowAway() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.write(header(9), List.of(entry(2), entry(2))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.write(header(9), List.of(entry(2), entry(1))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.write(header(9), List.of(entry(9))));
        assertThat(home.resolve(FILE)).doesNotExist();
    }

    @Test
    void readsAMillionLinesOneByOne() throws IOException {
        folder.write(
                header(1_000_001),
                () -> LongStream.rangeClosed(1, 1_000_000).mapToObj(i -> entry(i)).iterator());

        try (InputFile file = folder.open(FILE)) {
            UidListReader reader = new UidListReader(file, new Remarks(FILE));
            long count = 0;
            for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                count++;
                if (entry.get().uid().value() != count) {
                    assertThat(entry.get().uid()).isEqualTo(new Uid(count));
                }
            }
            assertThat(count).isEqualTo(1_000_000);
            assertThat(reader.isDamaged()).isFalse();
        }
    }

    @Test
    void survivesAnyDamage() throws IOException {
        Random random = new Random(11);
        List<UidListEntry> entries = LongStream.rangeClosed(1, 30).mapToObj(i -> entry(i)).toList();
        folder.write(header(31), entries);
        byte[] good = Files.readAllBytes(home.resolve(FILE));
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = damaged(good, random);
            Files.write(home.resolve(FILE), bad);
            try (InputFile file = folder.open(FILE)) {
                UidListReader reader = new UidListReader(file, new Remarks(FILE));
                List<String> read = texts(reader);
                assertThat(read.stream().map(it -> it.substring(0, it.indexOf(' '))))
                        .as(new String(bad, StandardCharsets.ISO_8859_1))
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static byte[] damaged(byte[] good, Random random) {
        byte[] bad = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextBoolean() ? bad : Arrays.copyOf(bad, random.nextInt(bad.length));
    }

    private static UidListHeader header(long nextUid) {
        return new UidListHeader(
                3,
                Optional.of(new UidValidity(7)),
                Optional.of(new Uid(nextUid)),
                Optional.empty(),
                List.of());
    }

    private static UidListEntry entry(long uid) {
        return UidListEntry.of(new Uid(uid), "1795597029.M" + uid + "P2.host,S=5,W=6");
    }

    private static List<String> texts(UidListReader reader) throws IOException {
        List<String> texts = new ArrayList<>();
        for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
            texts.add(entry.get().uid() + " " + entry.get().base());
        }
        return texts;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.snapshot.Endings;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EndingsSectionTest {
    private static final int MANY = 1_000_000;

    /// Of the UID set, whose size is small for a run.
    private static final int MORE_BYTES = 256;

    private static UidSet upTo(int last) {
        return UidSet.range(Uid.FIRST, new Uid(last));
    }

    private static NavigableMap<Long, String> content(Endings endings) {
        NavigableMap<Long, String> content = new TreeMap<>();
        endings.forEach(content::put);
        return content;
    }

    private static Endings read(EndingsSection section) {
        return EndingsSection.read(new SectionReader(section.bytes()));
    }

    @Test
    void tellsAgainWhatItWasTold() {
        UidSet uids = UidSet.of(new Uid(3), new Uid(4), new Uid(70_000), new Uid(Uid.MAX));
        Endings endings = Endings.of(uids, List.of(":2,SF", ":2,SF", ":1,\u00e9", ":2,SF"));
        EndingsSection section = EndingsSection.of(endings, EndingsSection.BYTES_MAX);
        assertThat(section.leftOut()).isZero();
        Endings again = read(section);
        assertThat(content(again)).isEqualTo(content(endings));
        assertThat(again.uids()).isEqualTo(uids);
        Endings none = read(EndingsSection.of(Endings.NONE, EndingsSection.BYTES_MAX));
        assertThat(content(none)).isEmpty();
    }

    @Test
    void holdsAMillionThatHaveMuchInCommon() {
        Endings endings = Endings.of(upTo(MANY), Collections.nCopies(MANY, ":2,SF"));
        EndingsSection section = EndingsSection.of(endings, EndingsSection.BYTES_MAX);
        assertThat(section.leftOut()).isZero();
        assertThat(section.bytes()).hasSizeLessThan(5 * MANY);
    }

    @Test
    void holdsManyThatHaveNothingInCommon() {
        int count = MANY / 10;
        List<String> texts = IntStream.range(0, count).mapToObj(i -> ":2,S,data-" + i).toList();
        EndingsSection section =
                EndingsSection.of(Endings.of(upTo(count), texts), EndingsSection.BYTES_MAX / 10);
        assertThat(section.leftOut()).isZero();
        assertThat(read(section).of(count)).contains(":2,S,data-" + (count - 1));
    }

    @Test
    void leavesOutWhatItHasNoRoomFor() {
        int names = 100;
        int room = 1_000;
        List<String> texts =
                IntStream.range(0, names)
                        .mapToObj(i -> i % 10 == 9 ? ":2,SF" : ":2," + "x".repeat(10 + i))
                        .toList();
        Endings endings = Endings.of(upTo(names), texts);
        EndingsSection section = EndingsSection.of(endings, room);
        assertThat(section.bytes()).hasSizeLessThan(room + MORE_BYTES);
        NavigableMap<Long, String> kept = content(read(section));
        assertThat(section.leftOut()).isPositive().isEqualTo(names - kept.size());
        assertThat(content(endings)).containsAllEntriesOf(kept);
        assertThat(kept).containsKeys(1L, 2L, 10L, 20L);
    }

    @Test
    void refusesNumbersOfNoText() {
        Endings endings = Endings.of(upTo(1), List.of(":2,SF"));
        byte[] bytes = EndingsSection.of(endings, EndingsSection.BYTES_MAX).bytes();
        for (int wrong : new int[] {1, -1}) {
            bytes[bytes.length - 4] = (byte) wrong;
            bytes[bytes.length - 1] = (byte) (wrong >> 24);
            assertThatThrownBy(() -> EndingsSection.read(new SectionReader(bytes)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

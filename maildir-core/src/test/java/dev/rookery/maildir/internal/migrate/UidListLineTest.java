// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.Uid;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UidListLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 :a",
                "7 S5 W6 :1795597029.M1P2.host",
                "7 W6 :1795597029.M1P2.host,S=5",
                "4294967294 Gguid P1234 O7 :a",
                "7 :with space and : not",
                "7 :\u00C3\u00BCber",
            })
    void isWrittenAsItWasRead(String line) {
        UidListEntry entry = whole(UidListLine.version3(line));

        String written =
                new String(
                        entry.format().getBytes(StandardCharsets.UTF_8),
                        StandardCharsets.ISO_8859_1);
        assertThat(written).isEqualTo(line.replace(" : not", " "));
    }

    @Test
    void readsTheFieldsOfVersion3() {
        UidListEntry entry = whole(UidListLine.version3("7   S5 W6  Gabc O3 :base"));

        assertThat(entry.uid()).isEqualTo(new Uid(7));
        assertThat(entry.diskBytes()).hasValue(5);
        assertThat(entry.crlfBytes()).hasValue(6);
        assertThat(entry.guid()).contains("abc");
        assertThat(entry.others()).containsExactly("O3");
        assertThat(entry.base()).isEqualTo("base");
    }

    @ParameterizedTest
    @CsvSource({
        "17 1795597029.M1P2.host, 1795597029.M1P2.host",
        "'17   base', base",
        "'17 base:2,S', base",
        "17 S5 with space, S5 with space",
    })
    void readsCouriersLines(String line, String base) {
        assertThat(whole(UidListLine.version1(line))).isEqualTo(UidListEntry.of(new Uid(17), base));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7 :base:2,FS", "7 :base:2,", "7 :base:", "7 :base:foo:2,S"})
    void cutsNamesAtTheFirstColon(String line) {
        assertThat(whole(UidListLine.version3(line)).base()).isEqualTo("base");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7 S :a",
                "7 Sx :a",
                "7 s5 :a",
                "7 1 S2 :a",
                "7 G :a",
                "7 Gx\ty :a",
                "7 \u00FC :a"
            })
    void leavesOutFieldsThatAreNone(String line) {
        UidListLine.Message message = (UidListLine.Message) UidListLine.version3(latin1(line));

        assertThat(message.whole()).isFalse();
        assertThat(message.entry().base()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ",
        "x, ",
        "0 :a, ",
        "-1 :a, ",
        "4294967295 :a, ",
        "99999999999999999999 :a, ",
        "12:a, ",
        "12, 12",
        "12 S5, 12",
        "12 :, 12",
        "12 ::2, 12",
        "12 :a/b, 12",
        "12 :.hidden, 12",
    })
    void takesNothingElseForAMessage(String line, Long uid) {
        assertThat(UidListLine.version3(line))
                .isInstanceOfSatisfying(
                        UidListLine.Damaged.class,
                        it ->
                                assertThat(it.uid())
                                        .isEqualTo(Optional.ofNullable(uid).map(Uid::new)));
    }

    @Test
    void refusesNamesThatAreNotUtf8() {
        assertThat(UidListLine.version3("7 :\u00FCber")).isInstanceOf(UidListLine.Damaged.class);
        assertThat(UidListLine.version1("7 \u00FCber")).isInstanceOf(UidListLine.Damaged.class);
    }

    @Test
    void holdsOnlyWhatDovecotWouldRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UidListEntry.of(new Uid(Uid.MAX), "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> UidListEntry.of(new Uid(1), "a:2,S"));
        assertThatIllegalArgumentException().isThrownBy(() -> UidListEntry.of(new Uid(1), "a\nb"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UidListEntry.of(new Uid(1), "a").withGuid("x y"));
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static UidListEntry whole(UidListLine line) {
        UidListLine.Message message = (UidListLine.Message) line;
        assertThat(message.whole()).isTrue();
        return message.entry();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeywordTableTest {
    @Test
    void readsAndWritesWhatDovecotDoes() {
        KeywordTable table = parse("0 $Forwarded\n1 Work\n25 last\n");

        assertThat(table.word('a')).contains("$Forwarded");
        assertThat(table.word('z')).contains("last");
        assertThat(table.word('c')).isEmpty();
        assertThat(table.words("zab")).containsExactly("$Forwarded", "last", "Work");
        assertThat(text(table)).isEqualTo("0 $Forwarded\n1 Work\n25 last\n");
    }

    @Test
    void comparesWordsWithoutCase() {
        KeywordTable table = parse("3 Work\n");

        assertThat(table.letter("wORK")).contains('d');
        assertThat(table.letter("wor")).isEmpty();
        assertThat(table.with("WORK", "")).isSameAs(table);
    }

    @Test
    void fillsTheFirstGap() {
        KeywordTable table = parse("0 a\n3 d\n");

        assertThat(text(table.with("b", "").with("c", "").with("e", "")))
                .isEqualTo("0 a\n1 b\n2 c\n3 d\n4 e\n");
    }

    @Test
    void passesOverLettersThatStillStandInNames() {
        assertThat(parse("0 a\n").with("x", "bc").letter("x")).contains('d');
    }

    @Test
    void hasNoMoreThan26Letters() {
        KeywordTable table = KeywordTable.EMPTY;
        for (int i = 0; i < KeywordTable.LETTERS; i++) {
            table = table.with("word" + i, "");
        }

        assertThat(table.letter("word25")).contains('z');
        assertThat(table.with("one-more", "")).isSameAs(table);
        assertThat(table.without('c').with("one-more", "").letter("one-more")).contains('c');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "work\n",
                "0\n",
                "0 \n",
                "26 work\n",
                "-1 work\n",
                "x work\n",
                " work\n",
                "999999999999999999999 work\n",
                "\0"
            })
    void leavesOutLinesThatAreNone(String text) {
        assertThat(parse(text)).isEqualTo(KeywordTable.EMPTY);
        assertThat(parse(text + "\n1 Work\n")).isEqualTo(parse("1 Work\n"));
    }

    @Test
    void keepsTheLetterOfAWordThatImapCannotSay() {
        KeywordTable table = parse("0 two words\n1 \u00FC\n");

        assertThat(table.words("ab")).isEmpty();
        assertThat(table.isFree('a')).isFalse();
        assertThat(text(table.with("c", ""))).isEqualTo("0 two words\n1 \u00FC\n2 c\n");
        assertThatIllegalArgumentException().isThrownBy(() -> table.with("two words", ""));
    }

    @Test
    void believesTheLaterOfTwoLines() {
        assertThat(parse("0 a\n0 b\n")).isEqualTo(parse("0 b\n"));
        assertThat(parse("0 same\n1 same\n").words("ab")).containsExactly("same");
        assertThat(parse("0 a\r\n1 b")).isEqualTo(parse("0 a\n1 b\n"));
    }

    private static KeywordTable parse(String latin1) {
        return KeywordTable.parse(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(KeywordTable table) {
        return new String(table.format(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void tellsLinesThatItPassesOver() {
        byte[] bytes =
                "0 Work\n\n26 Tea\n1 a b\nx Milk\n0 Home\n2\n"
                        .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(KeywordTable.flaws(bytes))
                .containsExactly(
                        "line 2 says of no letter what it means",
                        "line 3 says of no letter what it means",
                        "line 5 says of no letter what it means",
                        "line 6 has another word for the letter a",
                        "line 7 says of no letter what it means");
        assertThat(KeywordTable.flaws(KeywordTable.parse(bytes).format())).isEmpty();
    }

    @Test
    void goesByWhatOthersKnowBetter() {
        KeywordTable table = parse("0 Work\n1 Tea\n");

        assertThat(table.with(slot -> slot == 1 ? Optional.of("Milk") : Optional.empty()))
                .hasToString("a=Work b=Milk");
    }
}

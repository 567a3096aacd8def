// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.filename;

import static dev.rookery.maildir.SystemFlag.ANSWERED;
import static dev.rookery.maildir.SystemFlag.DELETED;
import static dev.rookery.maildir.SystemFlag.DRAFT;
import static dev.rookery.maildir.SystemFlag.FLAGGED;
import static dev.rookery.maildir.SystemFlag.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.SystemFlag;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageFileNameTest {
    @Test
    void readsAllPartsOfAName() {
        MessageFileName name = name("1700000000.M42P7.host,S=4096,W=4200:2,FSac");

        assertThat(name.base()).isEqualTo("1700000000.M42P7.host,S=4096,W=4200");
        assertThat(name.diskBytes()).hasValue(4096);
        assertThat(name.crlfBytes()).hasValue(4200);
        assertThat(name.hasInfo()).isTrue();
        assertThat(name.flags()).containsExactlyInAnyOrder(FLAGGED, SEEN);
        assertThat(name.keywordLetters()).isEqualTo("ac");
        assertThat(name).hasToString("1700000000.M42P7.host,S=4096,W=4200:2,FSac");
    }

    @Test
    void readsANameInNew() {
        MessageFileName name = name("1700000000.42.host");

        assertThat(name.hasInfo()).isFalse();
        assertThat(name.base()).isEqualTo("1700000000.42.host");
        assertThat(name.diskBytes()).isEmpty();
        assertThat(name.flags()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b", "b:", "b:2,", "b:2,S", "b:1,x:2,S", "b:2,S,p"})
    void keepsItsBaseWhateverFollowsTheFirstColon(String text) {
        assertThat(name(text).base()).isEqualTo("b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b:2,FS   | FS",
                "b:1,T:2,S| S",
                "b:2,T:2,S| S",
                "b:2,S:1,T| ''",
                "b:2,S:   | ''",
                "b:2      | ''",
                "b:2S     | ''",
                "b:3,S    | ''",
                "b:2,S,T  | S",
                "b:2,SxS? | Sx",
            })
    void readsFlagsBehindTheLastColonOnly(String text, String letters) {
        assertThat(letters(name(text))).isEqualTo(letters);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b,S=5        | 5",
                "b,S=5:2,     | 5",
                "b,S=5,W=6    | 5",
                "b,W=6,S=5    | 5",
                "b,S=0        | 0",
                "b,S=999999999999999999  | 999999999999999999",
                "b,S=9999999999999999999 |",
                "b,S=         |",
                "b,S=5x       |",
                "b,S=-5       |",
                "b,S=x,S=5    |",
                "bS=5         |",
                "b:2,S,S=5    |",
            })
    void readsWellFormedSizesInTheBase(String text, Long bytes) {
        assertThat(name(text).diskBytes())
                .isEqualTo(bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes));
    }

    @Test
    void writesFlagsInAsciiOrder() {
        assertThat(name("b").with(EnumSet.allOf(SystemFlag.class), "cab"))
                .contains(name("b:2,DFRSTabc"));
    }

    @Test
    void writesAnEmptyInfoForNoFlags() {
        assertThat(name("b").with(Set.of(), "")).contains(name("b:2,"));
        assertThat(name("b:2,STa").with(Set.of(), "")).contains(name("b:2,"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b:2,P        | b:2,FPSab",
                "b:2,PS       | b:2,FPSab",
                "b:2,ZA       | b:2,FSZAab",
                "b:2,!~       | b:2,!FSab~",
                "b:2,T,priv,x | b:2,FSab,priv,x",
                "b:2,,priv    | b:2,FSab,priv",
                "b:1,x        | b:1,x:2,FSab",
                "b:1,x:2,T    | b:1,x:2,FSab",
            })
    void keepsWhatItDoesNotKnow(String before, String after) {
        assertThat(name(before).with(EnumSet.of(FLAGGED, SEEN), "ba")).contains(name(after));
    }

    @Test
    void refusesLettersThatAreNoKeywords() {
        assertThatIllegalArgumentException().isThrownBy(() -> name("b").with(Set.of(), "aB"));
    }

    @Test
    void saysWhenANameHasNoRoomForFlags() {
        MessageFileName name = name("b".repeat(251));

        assertThat(name.with(Set.of(SEEN), "")).isPresent();
        assertThat(name.with(Set.of(SEEN, FLAGGED), "")).isEmpty();
    }

    @Test
    void addsSizesToTheBase() {
        assertThat(name("b").withSizes(5, 6)).isEqualTo(name("b,S=5,W=6"));
        assertThatIllegalArgumentException().isThrownBy(() -> name("b:2,").withSizes(5, 6));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> name("b".repeat(250)).withSizes(5, 6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", ":2,S", "a/b", "../a", "a\0b", "a\nb", "a\r"})
    void refusesWhatNamesNoMessage(String entry) {
        assertThat(MessageFileName.parse(entry)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageFileName(entry));
    }

    @Test
    void refusesNamesLongerThanADirectoryEntry() {
        assertThat(MessageFileName.parse("a".repeat(255))).isPresent();
        assertThat(MessageFileName.parse("a".repeat(256))).isEmpty();
        assertThat(MessageFileName.parse("ü".repeat(127))).isPresent();
        assertThat(MessageFileName.parse("ü".repeat(128))).isEmpty();
    }

    @Test
    void takesOddNamesOfOtherPrograms() {
        assertThat(List.of("a b", "a\tb", "\u0001", "ü", "-", "~", ",S=", "new"))
                .allSatisfy(entry -> assertThat(MessageFileName.parse(entry)).isPresent());
    }

    @Test
    void readsBackEveryFlagItWrites() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            MessageFileName before = name("b:2," + noise(random));
            Set<SystemFlag> flags = EnumSet.noneOf(SystemFlag.class);
            List.of(ANSWERED, DELETED, DRAFT, FLAGGED, SEEN).stream()
                    .filter(flag -> random.nextBoolean())
                    .forEach(flags::add);
            MessageFileName after = before.with(flags, "mz").orElseThrow();

            assertThat(after.base()).isEqualTo("b");
            assertThat(after.flags()).isEqualTo(flags);
            assertThat(after.keywordLetters()).isEqualTo("mz");
            assertThat(unknown(after)).isEqualTo(unknown(before));
            assertThat(after.with(flags, "zm")).contains(after);
        }
    }

    private static String noise(Random random) {
        String alphabet = "DFRSTPXabz09!~,";
        return random.ints(random.nextInt(10), 0, alphabet.length())
                .mapToObj(at -> alphabet.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String unknown(MessageFileName name) {
        String info = name.text().substring("b:2,".length());
        int comma = info.indexOf(',');
        String letters = comma < 0 ? info : info.substring(0, comma);
        return letters.replaceAll("[DFRSTa-z]", "") + (comma < 0 ? "" : info.substring(comma));
    }

    private static String letters(MessageFileName name) {
        String system =
                name.flags().stream()
                        .map(flag -> String.valueOf(flag.letter()))
                        .sorted()
                        .collect(Collectors.joining());
        return system + name.keywordLetters();
    }

    private static MessageFileName name(String text) {
        return MessageFileName.parse(text).orElseThrow();
    }
}

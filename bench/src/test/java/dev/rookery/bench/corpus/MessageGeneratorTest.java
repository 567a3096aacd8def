// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessageGeneratorTest {
    private static final int MESSAGES = 300;

    /// Whoever changes one of these also changes [MessageGenerator#VERSION].
    @ParameterizedTest
    @CsvSource({"SMALL, 941bcfd0d8958488", "LEAN, a0aa67cd0aec01cf", "MIXED, 8a0bff6798ea44aa"})
    void bytesAreTheSameOnEveryMachine(Shape shape, String digest) throws GeneralSecurityException {
        MessageGenerator generator = generator(shape);
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (int number = 0; number < MESSAGES; number++) {
            sha.update(generator.message(number));
            sha.update(generator.facts(number).received().toString().getBytes(ISO_8859_1));
        }

        assertThat(HexFormat.of().formatHex(sha.digest(), 0, 8)).isEqualTo(digest);
    }

    @Test
    void aMessageDoesNotDependOnThoseBefore() {
        MessageGenerator upwards = generator(Shape.LEAN);
        MessageGenerator downwards = generator(Shape.LEAN);
        byte[][] expected = new byte[MESSAGES][];
        Arrays.setAll(expected, upwards::message);

        for (int number = MESSAGES - 1; number >= 0; number -= 7) {
            assertThat(downwards.message(number)).isEqualTo(expected[number]);
        }
    }

    @Test
    void anotherSeedGivesOtherMessages() {
        MessageGenerator other = new MessageGenerator(new Box("test", MESSAGES, Shape.LEAN, 2));

        assertThat(other.message(5)).isNotEqualTo(generator(Shape.LEAN).message(5));
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void linesAreFitForTheWire(Shape shape) {
        MessageGenerator generator = generator(shape);
        for (int number = 0; number < MESSAGES; number++) {
            String text = new String(generator.message(number), ISO_8859_1);

            assertThat(text).endsWith("\r\n").doesNotStartWith(".").doesNotContain("\r\n.");
            assertThat(text.replace("\r\n", "").chars())
                    .allMatch(c -> c == '\t' || (c >= ' ' && c < 127));
            assertThat(text.lines().mapToInt(String::length).max().orElseThrow())
                    .isLessThanOrEqualTo(998);
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void readsAsItsFactsSay(Shape shape) throws IOException {
        MessageGenerator generator = generator(shape);
        for (int number = 0; number < MESSAGES; number++) {
            MessageFacts facts = generator.facts(number);
            ReadMessage read = ReadMessage.of(generator.message(number));

            assertThat(read.subject()).isEqualTo(facts.subject());
            assertThat(read.sentSeconds()).isEqualTo(facts.sent().toEpochSecond());
            assertThat(read.ids()).first().isEqualTo(facts.messageId());
            assertThat(read.ids()).hasSizeLessThanOrEqualTo(11);
            assertThat(read.texts()).isNotBlank().doesNotContain("\uFFFD");
        }
    }

    @ParameterizedTest
    @CsvSource({"SMALL, 1_300, 1_450", "LEAN, 6_500, 8_000", "MIXED, 45_000, 75_000"})
    void sizesAreAsCalibrated(Shape shape, String least, String most) {
        MessageGenerator generator = new MessageGenerator(new Box("test", 2_000, shape, 1));
        double mean =
                IntStream.range(0, 2_000)
                        .map(number -> generator.message(number).length)
                        .average()
                        .orElseThrow();

        assertThat(mean).isBetween(number(least), number(most));
    }

    @Test
    void smallMessagesHaveOneToTwoKilobytes() {
        MessageGenerator generator = generator(Shape.SMALL);
        for (int number = 0; number < MESSAGES; number++) {
            assertThat(generator.message(number).length).isBetween(1_000, 2_048);
        }
    }

    @Test
    void messagesArriveInOrderOfNumber() {
        MessageGenerator generator = generator(Shape.SMALL);
        for (int number = 1; number < MESSAGES; number++) {
            assertThat(generator.facts(number).received())
                    .isAfter(generator.facts(number - 1).received());
        }
    }

    @Test
    void mailIsWrittenInSeveralLanguagesAndCharsets() {
        MessageGenerator generator = generator(Shape.SMALL);
        StringBuilder all = new StringBuilder();
        for (int number = 0; number < MESSAGES; number++) {
            all.append(new String(generator.message(number), ISO_8859_1));
        }

        assertThat(all)
                .contains(
                        List.of(
                                "charset=US-ASCII",
                                "charset=UTF-8",
                                "charset=ISO-8859-1",
                                "Content-Transfer-Encoding: quoted-printable",
                                "Content-Transfer-Encoding: base64",
                                "Subject: =?ISO-8859-1?Q?",
                                "Subject: =?UTF-8?B?"));
    }

    @Test
    void knowsNoMessageBehindTheLast() {
        assertThatThrownBy(() -> generator(Shape.SMALL).message(MESSAGES))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static double number(String text) {
        return Integer.parseInt(text.replace("_", ""));
    }

    private static MessageGenerator generator(Shape shape) {
        return new MessageGenerator(new Box("test", MESSAGES, shape, 1));
    }
}

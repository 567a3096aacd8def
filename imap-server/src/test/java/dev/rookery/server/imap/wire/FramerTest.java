// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramerTest {
    private final Framer framer = new Framer(CommandLimits.AFTER_LOGIN);

    @ParameterizedTest
    @CsvSource({
        "{0}, 0, 0, true",
        "a {12}, 2, 12, true",
        "a {12+}, 2, 12, false",
        "a{007}, 1, 7, true",
        "{{5}, 1, 5, true",
        "{5}{6+}, 3, 6, false",
        "{9223372036854775806}, 0, 9223372036854775806, true",
        "{9223372036854775807}, 0, 9223372036854775807, true",
        "{9223372036854775808}, 0, 9223372036854775807, true",
        "{99999999999999999999+}, 0, 9223372036854775807, false",
    })
    void findsTheLiteralALineEndsIn(String line, int start, long size, boolean synchronizing) {
        feed(line + "\r\n");

        assertThat(framer.next())
                .isInstanceOfSatisfying(
                        Frame.Announced.class,
                        frame ->
                                assertThat(frame.literal())
                                        .isEqualTo(
                                                new LiteralHeader(
                                                        start,
                                                        line.length(),
                                                        size,
                                                        synchronizing,
                                                        false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "}", "+}", "{}", "{+}", "5}", "{5", "{5}x", "{5} ", "{5-}", "{-5}", "{5++}",
                "{+5}", "{ 5}", "{5}}", "{0x5}",
            })
    void takesNothingElseForALiteral(String line) {
        feed(line + "\r\n");

        assertThat(framer.next())
                .isInstanceOfSatisfying(
                        Frame.Complete.class,
                        frame -> assertThat(text(frame.command())).isEqualTo(line));
        assertThat(framer.next()).isEqualTo(new Frame.NeedInput());
    }

    @ParameterizedTest
    @CsvSource({"'\r', '\r'", "'x\r\r', 'x\r'", "'\ry', '\ry'"})
    void keepsCarriageReturnsThatEndNoLine(String line, String content) {
        feed(line.equals("\r") ? "\r\r\n" : line + "\n");

        assertThat(framer.next())
                .isInstanceOfSatisfying(
                        Frame.Complete.class,
                        frame -> assertThat(text(frame.command())).isEqualTo(content));
    }

    @Test
    void keepsTheLiteralApartFromTheLinesAroundIt() {
        feed("a {3+}\r\n{5\r}\n");
        Frame.Announced first = (Frame.Announced) framer.next();
        framer.collect(first.literal());

        assertThat(framer.next())
                .isInstanceOfSatisfying(
                        Frame.Complete.class,
                        frame -> assertThat(text(frame.command())).isEqualTo("a {3+}\r\n{5\r}"));
    }

    @Test
    void keepsTheCarriageReturnALiteralEndsIn() {
        feed("a {1+}\r\n\r\n");
        Frame.Announced first = (Frame.Announced) framer.next();
        framer.collect(first.literal());

        assertThat(framer.next())
                .isInstanceOfSatisfying(
                        Frame.Complete.class,
                        frame -> assertThat(text(frame.command())).isEqualTo("a {1+}\r\n\r"));
    }

    @Test
    void holdsLittleOfALineItSkips() {
        feed("x".repeat(70_000));
        Frame.LineTooLong tooLong = (Frame.LineTooLong) framer.next();
        for (int i = 0; i < 10_000; i++) {
            feed("x");
            assertThat(framer.next()).isEqualTo(new Frame.NeedInput());
        }

        assertThat(tooLong.start().length()).isEqualTo(32);
    }

    @Test
    void forgetsACommandWhenTheNextIsTaken() {
        feed("first\r\nsecond");
        Frame.Complete first = (Frame.Complete) framer.next();
        assertThat(text(first.command())).isEqualTo("first");

        assertThat(framer.next()).isEqualTo(new Frame.NeedInput());
        assertThat(text(first.command())).isEqualTo("second");
    }

    @Test
    void demandsLimitsThatFitTogether() {
        assertThatThrownBy(() -> new CommandLimits(0, 1, 1, 1, 1, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lineBytesMax");
        assertThatThrownBy(() -> new CommandLimits(10, 1, 1, 1, 9, 1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commandBytesMax");
    }

    private void feed(String text) {
        framer.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(CommandBytes bytes) {
        return bytes.ascii(0, bytes.length());
    }
}

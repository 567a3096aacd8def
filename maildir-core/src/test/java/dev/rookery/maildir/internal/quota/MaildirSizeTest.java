// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.QuotaLimits;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirSizeTest {
    private static final Duration NOW = Duration.ZERO;

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static MaildirSize parsed(String text) {
        return MaildirSize.parse(bytes(text)).orElseThrow();
    }

    private static QuotaLimits limits(long bytes, long messages) {
        return new QuotaLimits(limit(bytes), limit(messages));
    }

    private static OptionalLong limit(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }

    @Test
    void readsWhatCourierWrites() {
        MaildirSize size =
                parsed(
                        """
                        100000000S,5000C
                             4096000         1000
                                4096            1
                               -8192           -2
                        """);
        assertThat(size.limits()).isEqualTo(limits(100_000_000, 5_000));
        assertThat(size.usage()).isEqualTo(new Usage(4_091_904, 999));
        assertThat(size.usageLines()).isEqualTo(3);
    }

    @Test
    void readsWhatDovecotWrites() {
        MaildirSize size = parsed("1024000S,50C\n87 3\n29 1\n-29 -1\n");
        assertThat(size.limits()).isEqualTo(limits(1_024_000, 50));
        assertThat(size.usage()).isEqualTo(new Usage(87, 3));
    }

    @ParameterizedTest
    @CsvSource({
        "'5S', 5, -1",
        "'5C', -1, 5",
        "'7C,5S', 5, 7",
        "'0S,5C', -1, 5",
        "'0S', -1, -1",
        "'', -1, -1"
    })
    void readsLimits(String line, long bytes, long messages) {
        assertThat(parsed(line + "\n1 1\n").limits()).isEqualTo(limits(bytes, messages));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5S",
                "5S\n",
                "5S\n1 1",
                "5S\n1 1\n\n",
                "5S\n1\n",
                "5S\n1 1 1\n",
                "5S\n1 1x\n",
                "5S\nx\n",
                "5S\n+1 1\n",
                "5S\n1 1\n\0\0\0\0 1\n",
                "\0\0\0\0\0\0\0\0",
                "5X\n1 1\n",
                "5S,\n1 1\n",
                "5S;5C\n1 1\n",
                "-5S\n1 1\n",
                "5S\n-1 1\n",
                "5S\n1 -1\n",
                "5S\n1 1\n-2 0\n",
                "9999999999999999999S\n1 1\n",
                "5S\n9999999999999999999 1\n",
                "5S\n\u00b9 1\n"
            })
    void trustsNothingThatNobodyWouldWrite(String text) {
        assertThat(MaildirSize.parse(bytes(text))).isEmpty();
    }

    @Test
    void trustsNothingThatOverflows() {
        String most = "999999999999999999 1\n";
        assertThat(parsed("0S\n" + most.repeat(9)).usage().messages()).isEqualTo(9);
        assertThat(MaildirSize.parse(bytes("0S\n" + most.repeat(10)))).isEmpty();
    }

    @Test
    void trustsNothingThatIsTooLong() {
        String numbers = "1 1\n";
        String text = "5S\n" + " ".repeat(5_119 - 3 - numbers.length()) + numbers;
        assertThat(MaildirSize.parse(bytes(text))).isPresent();
        assertThat(MaildirSize.parse(bytes("1" + text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "5S/1 1/, 5, -1, 0, false",
        "5S/5 1/1 1/-1 -1/, 5, -1, 10000, false",
        "5S/1 1/, 6, -1, 0, true",
        "5S/1 1/, 5, 9, 0, true",
        "5S/1 1/, -1, -1, 0, true",
        "5S/6 1/, 5, -1, 900, false",
        "5S/6 1/, 5, -1, 901, true",
        "5S/5 1/1 1/, 5, -1, 0, true",
        "'5S,1C/1 2/', 5, 1, 900, false",
        "'5S,1C/1 1/0 1/', 5, 1, 0, true"
    })
    void isCountedAgainWhenInDoubt(
            String lines, long bytes, long messages, long ageSeconds, boolean again) {
        String text = lines.replace('/', '\n');
        assertThat(
                        parsed(text)
                                .needsRecount(
                                        limits(bytes, messages), Duration.ofSeconds(ageSeconds)))
                .isEqualTo(again);
    }

    @Test
    void writesLinesOfEvenLength() {
        assertThat(MaildirSize.format(limits(1_024_000, 50), new Usage(87, 3)))
                .asString()
                .isEqualTo("1024000S,50C\n         87 3\n");
        assertThat(MaildirSize.format(QuotaLimits.NONE, Usage.NOTHING))
                .asString()
                .isEqualTo("0S\n          0 0\n");
        assertThat(MaildirSize.formatChange(new Usage(-4_096, -1)))
                .asString()
                .isEqualTo("     -4096 -1\n")
                .hasSize(14);
        assertThat(MaildirSize.formatChange(new Usage(12_345_678, 1_234)))
                .asString()
                .isEqualTo("12345678 1234\n");
        assertThat(MaildirSize.formatChange(new Usage(123_456_789, 1_234)))
                .asString()
                .isEqualTo("123456789 1234\n");
    }

    @Test
    void readsWhatItWrites() {
        Random random = new Random(17);
        for (int i = 0; i < 10_000; i++) {
            QuotaLimits limits =
                    limits(
                            random.nextLong(-1, 1L << random.nextInt(1, 50)),
                            random.nextLong(-1, 99));
            Usage usage = new Usage(random.nextLong(1L << 50), random.nextLong(1L << 20));
            byte[] file = MaildirSize.format(limits, usage);
            MaildirSize read = MaildirSize.parse(file).orElseThrow();
            assertThat(read.usage()).isEqualTo(usage);
            assertThat(read.usageLines()).isEqualTo(1);
            assertThat(read.needsRecount(limits, NOW)).isFalse();
        }
    }

    @Test
    void readsAnythingWithoutFailing() {
        Random random = new Random(18);
        byte[] whole = bytes("1024000S,50C\n         87 3\n     -4096 -1\n");
        for (int i = 0; i < 50_000; i++) {
            byte[] broken = whole.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            MaildirSize.parse(broken)
                    .ifPresent(size -> assertThat(size.usage().isNegative()).isFalse());
        }
    }

    @Test
    void refusesLimitsBelowNothing() {
        assertThatThrownBy(() -> new QuotaLimits(OptionalLong.of(-1), OptionalLong.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

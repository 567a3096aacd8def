// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "Example.ORG, example.org",
        "example.org., example.org",
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.example, xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "例え。テスト, xn--r8jz45g.xn--zckzah",
        "localhost, localhost",
        "127.0.0.1, 127.0.0.1",
    })
    void becomesLowerCaseALabels(String written, String expected) {
        assertThat(DomainName.of(written).text()).isEqualTo(expected);
        assertThat(DomainName.of(written)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".example.org",
                "example.org..",
                "-a.org",
                "a-.org",
                "a_b.org",
                "a b.org",
                " example.org",
                "a/b",
                "a\0b.org",
                "a\nb.org",
                "user@example.org",
                "[::1]",
                "example.org:80",
                "%45xample.org",
                "<x>.org",
                "straße.example",
                "a\u200db.example"
            })
    void refusesWhatNoHostIsCalled(String written) {
        assertThat(DomainName.parse(written)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> DomainName.of(written));
    }

    @Test
    void refusesLongLabelsAndNames() {
        String label = "a".repeat(63);
        String longest = String.join(".", label, label, label, "a".repeat(61));
        assertThat(DomainName.of(longest).text()).hasSize(DomainName.CHARS_MAX);
        assertThat(DomainName.parse(longest + "a")).isEmpty();
        assertThat(DomainName.parse("a".repeat(64) + ".org")).isEmpty();
        assertThat(DomainName.parse("ü".repeat(10_000))).isEmpty();
    }

    @Test
    void constructorTakesOnlyTheFinishedForm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainName("Example.org"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainName("bücher.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DomainName("example.org."));
    }

    @Test
    void hasChildrenUnlessTheyGetTooLong() {
        assertThat(DomainName.of("example.org").child("autoconfig"))
                .contains(new DomainName("autoconfig.example.org"));
        String label = "a".repeat(63);
        assertThat(
                        DomainName.of(String.join(".", label, label, label, label.substring(8)))
                                .child("autoconfig"))
                .isEmpty();
    }

    @Test
    void anythingIsEitherANameOrRefused() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                text.append(
                        random.nextBoolean()
                                ? (char) random.nextInt(0x180)
                                : ".-xn1ü".charAt(random.nextInt(6)));
                if (random.nextInt(20) == 0) {
                    text.append((char) random.nextInt(0x10000));
                }
            }
            DomainName.parse(text.toString())
                    .ifPresent(name -> assertThat(DomainName.of(name.text())).isEqualTo(name));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModifiedUtf7Test {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INBOX | INBOX",
                "Entwürfe | Entw&APw-rfe",
                "~peter/mail/台北/日本語 | ~peter/mail/&U,BTFw-/&ZeVnLIqe-",
                "Q&A | Q&-A",
                "& | &-",
                "&& | &-&-",
                "ü&ü | &APw-&-&APw-",
                "📬 | &2D3c7A-",
                "a-b | a-b",
                "ü- | &APw--",
                "'~ !' | '~ !'",
                "'' | ''",
            })
    void writesAndReadsTheSameForm(String name, String encoded) {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(encoded);
        assertThat(ModifiedUtf7.decode(encoded)).contains(name);
    }

    @Test
    void encodesControlCharacters() {
        assertThat(ModifiedUtf7.encode("a\tb\u007F")).isEqualTo("a&AAk-b&AH8-");
        assertThat(ModifiedUtf7.decode("a&AAk-b&AH8-")).contains("a\tb\u007F");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&",
                "a&APw",
                "&Jjo!-",
                "&A-",
                "&AP-",
                "&AP0",
                "&APx-",
                "&APwA-",
                "&AGE-",
                "&ACY-",
                "&U,BTFw-&ZeVnLIqe-",
                "&AP/-",
                "&2D0-",
                "&3Kw-",
                "&APw=-",
                "ü",
                "a\tb",
                "a\u007F"
            })
    void refusesAllOtherForms(String text) {
        assertThat(ModifiedUtf7.decode(text)).isEmpty();
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThatIllegalArgumentException().isThrownBy(() -> ModifiedUtf7.encode("a\uD83D"));
    }

    @Test
    void readsBackWhateverItWrites() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            String name = name(random);
            String encoded = ModifiedUtf7.encode(name);
            assertThat(encoded).matches("[ -~]*");
            assertThat(ModifiedUtf7.decode(encoded)).contains(name);
        }
    }

    @Test
    void readsNothingItWouldNotWrite() {
        Random random = new Random(2);
        String alphabet = "&&&--AAPwa,/+ü9";
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            ModifiedUtf7.decode(text.toString())
                    .ifPresent(name ->
                            assertThat(ModifiedUtf7.encode(name)).isEqualTo(text.toString()));
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int length = random.nextInt(8); length > 0; length--) {
            int c = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(128);
            name.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? '&' : c);
        }
        return name.toString();
    }
}

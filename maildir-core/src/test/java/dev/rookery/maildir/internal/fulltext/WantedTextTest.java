// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WantedTextTest {
    @Test
    void agreesWithThePlainWayToSearch() {
        Random random = new Random(4);
        for (int i = 0; i < 20_000; i++) {
            String text = letters(random, 30);
            String wanted = letters(random, 6);
            assertThat(new WantedText(wanted).isIn(text))
                    .as("%s in %s", wanted, text)
                    .isEqualTo(text.contains(wanted));
        }
    }

    private static String letters(Random random, int lengthMax) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(lengthMax); i > 0; i--) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    @Test
    void doesNotMatchAcrossTexts() {
        WantedText.Finder finder = new WantedText("ab").finder();
        finder.accept('A');
        finder.startText();
        finder.accept('B');
        assertThat(finder.isFound()).isFalse();
    }

    @Test
    void comparesWithoutCaseAndWithoutRegardToHowAccentsAreWritten() {
        assertThat(new WantedText("\u00c9T\u00c9").isIn("un e\u0301te\u0301")).isTrue();
        assertThat(new WantedText("\ufb01n").isIn("FIN")).isTrue();
        assertThat(new WantedText("\u03c3").isIn("\u03a3")).isTrue();
        assertThat(new WantedText("ete").isIn("\u00e9t\u00e9")).isFalse();
        assertThat(new WantedText("\uac00").isIn("\u1100\u1161")).isTrue();
    }
}

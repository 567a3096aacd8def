// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void takesNumbersOfHitsAlone() {
        String text = "* 12 EXISTS\r\n* SORT 7 1204 3\r\n* 9 RECENT\r\na17 OK [X 5] done\r\n";

        assertThat(Texts.numbers(text)).containsExactly(7, 1204, 3);
    }

    @Test
    void knowsThatNothingWasFound() {
        assertThat(Texts.numbers("* SEARCH\r\na1 OK 1 s\r\n")).isEmpty();
        assertThat(Texts.numbers("a1 OK 1 s\r\n")).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleMessageTest {
    @Test
    void hasTheSizeAskedFor() {
        assertThat(SampleMessage.ofBytes(4_096)).hasSize(4_096);
        assertThat(SampleMessage.ofBytes(1_048_576)).hasSize(1_048_576);
    }

    @Test
    void isTheSameEveryTime() {
        assertThat(SampleMessage.ofBytes(5_000)).isEqualTo(SampleMessage.ofBytes(5_000));
    }

    @Test
    void isAMessageInShortLines() {
        String text = new String(SampleMessage.ofBytes(4_096), StandardCharsets.US_ASCII);

        assertThat(text).startsWith("Return-Path: ").contains("\r\n\r\n").endsWith("\r\n");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MedianTest {
    @Test
    void liesBetweenTheMiddleTwoOfAnEvenNumber() {
        assertThat(Median.of(9, 1, 4, 2)).isEqualTo(3);
        assertThat(Median.of(9, 1, 4)).isEqualTo(4);
    }

    @Test
    void nothingHasNone() {
        assertThatThrownBy(Median::of).isInstanceOf(IllegalArgumentException.class);
    }
}

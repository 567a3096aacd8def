// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; 0",
                "1; 1.00",
                "9.999; 10.0",
                "12.345; 12.3",
                "99.96; 100",
                "123.4; 123",
                "1234; 1,230",
                "1234567; 1,230,000",
                "0.012345; 0.0123",
                "0.9996; 1.00",
                "-2.5; -2.50"
            })
    void figuresHaveThreeDigits(double value, String text) {
        assertThat(Numbers.figure(value)).isEqualTo(text);
    }

    @Test
    void whatIsNoNumberIsADash() {
        assertThat(Numbers.figure(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.figure(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    @ParameterizedTest
    @CsvSource({"0.02,0.02", "5,5", "1000,1k", "500000,500k", "2000000,2M"})
    void ticksAreShort(double value, String text) {
        assertThat(Numbers.tick(value)).isEqualTo(text);
    }
}

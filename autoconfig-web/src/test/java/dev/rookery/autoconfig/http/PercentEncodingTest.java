// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {
    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "a+b, a+b",
        "a%2Bb, a+b",
        "a%2bb, a+b",
        "a%252Bb, a%2Bb",
        "%C3%BC, ü",
        "ü, ü",
        "%, %",
        "%4, %4",
        "%zz, %zz",
        "50%off, 50%off",
        "'', ''",
    })
    void decodesOnceAndOnlyEscapes(String encoded, String expected) {
        assertThat(PercentEncoding.decode(encoded)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "%C0%80", "%ED%A0%80"})
    void refusesBytesThatAreNotUtf8(String encoded) {
        assertThat(PercentEncoding.decode(encoded)).isEmpty();
    }
}

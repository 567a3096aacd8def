// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @CsvSource({
        "anna, anna, ''",
        "Anna@Example.ORG, anna, example.org",
        "anna+lists@example.org, anna+lists, example.org",
        "a.b_c-d@x, a.b_c-d, x",
        "Jürgen@Bücher.example, jürgen, bücher.example",
        "Ju\u0308rgen, jürgen, ''",
        "用户@例子.广告, 用户, 例子.广告",
    })
    void normalisesWhatWasTyped(String typed, String local, String domain) {
        assertThat(UserName.parse(typed)).contains(new UserName(local, domain));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "anna@",
                "@example.org",
                "anna@b@c",
                ".",
                "..",
                "../etc",
                "anna@..",
                "anna@../..",
                ".anna",
                "anna/../bert",
                "anna/bert",
                "anna\\bert",
                "anna\0",
                "anna\n",
                "an na",
                "%2e%2e",
                "%u",
                "{user}",
                "anna:bert",
                "\u2024\u2024", // one dot leaders
                "\u200Banna", // zero width space
                "anna\u202E", // right-to-left override
                "\uD800",
            })
    void refusesWhatNoUserIsCalled(String typed) {
        assertThat(UserName.parse(typed)).isEmpty();
    }

    @Test
    void refusesOverlongParts() {
        assertThat(UserName.parse("x".repeat(255))).isPresent();
        assertThat(UserName.parse("x".repeat(256))).isEmpty();
        assertThat(UserName.parse("ü".repeat(128))).isEmpty();
        assertThat(UserName.parse("x".repeat(200) + "@" + "y".repeat(119))).isPresent();
        assertThat(UserName.parse("x".repeat(200) + "@" + "y".repeat(120))).isEmpty();
    }

    @Test
    void cannotBeMadeOfAnythingElse() {
        assertThatThrownBy(() -> new UserName("..", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

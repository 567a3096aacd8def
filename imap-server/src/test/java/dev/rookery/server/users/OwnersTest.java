// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.AccountLocation.Owner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersTest {
    @ParameterizedTest
    @ValueSource(strings = {"root", "root:root", "0", "0:0", "root:0", "0:root"})
    void readsNamesAndNumbers(String text) {
        assertThat(Owners.parse(text)).isEqualTo(new Owner(0, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "no-such-account",
                "root:no-such-group",
                "0:",
                "-s:0",
                "99999999999:0"
            })
    void refusesWhomTheSystemDoesNotKnow(String text) {
        assertThatThrownBy(() -> Owners.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

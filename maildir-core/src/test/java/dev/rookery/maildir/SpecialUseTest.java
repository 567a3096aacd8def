// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpecialUseTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsAttributeInAnyCase(SpecialUse use) {
        String attribute = use.imapName();
        assertThat(attribute).startsWith("\\").isEqualToIgnoringCase("\\" + use.name());
        assertThat(SpecialUse.ofImapName(attribute)).contains(use);
        assertThat(SpecialUse.ofImapName(attribute.toUpperCase(Locale.ROOT))).contains(use);
        assertThat(SpecialUse.ofImapName(use.name())).isEmpty();
    }
}

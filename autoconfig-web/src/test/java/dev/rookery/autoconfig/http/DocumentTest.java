// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentTest {
    private final Document document = document("one");
    private final String etag = document.etag();

    @Test
    void isNamedByItsBytes() {
        assertThat(etag).matches("\"[0-9a-f]{32}\"").isEqualTo(document("one").etag());
        assertThat(document("two").etag()).isNotEqualTo(etag);
    }

    @Test
    void isKnownToWhoSendsItsNameInAnyForm() {
        assertThat(document.isKnownTo(etag)).isTrue();
        assertThat(document.isKnownTo("W/" + etag)).isTrue();
        assertThat(document.isKnownTo("\"other\" , " + etag)).isTrue();
        assertThat(document.isKnownTo("*")).isTrue();
    }

    @Test
    void isNotKnownToOthers() {
        assertThat(document.isKnownTo(null)).isFalse();
        assertThat(document.isKnownTo("")).isFalse();
        assertThat(document.isKnownTo("\"other\"")).isFalse();
        assertThat(document.isKnownTo(etag.substring(1, 33))).isFalse();
    }

    private static Document document(String text) {
        return new Document(text.getBytes(StandardCharsets.UTF_8));
    }
}

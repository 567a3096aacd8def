// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.autoconfig.settings.DomainName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AskedForTest {
    private static final AskedFor EXAMPLE = new AskedFor.Domain(DomainName.of("example.org"));

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"emailaddress", "emailaddress=", "other=a@example.org", "&&=&", "=a@b"})
    void withoutAnAddressTheHostIsMeant(String query) {
        assertThat(AskedFor.in(query)).isEqualTo(new AskedFor.Host());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "emailaddress=a@example.org",
                "EmailAddress=a@EXAMPLE.org",
                "x=1&emailaddress=a%40example.org&emailaddress=b@example.net",
                "emailaddress=a=b@example.org",
                "emailaddress=%E2%82%AC@example.org",
            })
    void theFirstAddressCounts(String query) {
        assertThat(AskedFor.in(query)).isEqualTo(EXAMPLE);
    }

    @Test
    void addressesHaveALongestLength() {
        String rest = "@example.org";
        String longest = "a".repeat(AskedFor.ADDRESS_BYTES_MAX - rest.length()) + rest;
        assertThat(AskedFor.in("emailaddress=" + longest)).isEqualTo(EXAMPLE);
        assertThat(AskedFor.in("emailaddress=a" + longest)).isEqualTo(new AskedFor.Nonsense());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%C3%BC", "a@b@example.org", "a@exa mple.org", "a%C2%85@example.org"})
    void otherThingsAreNonsense(String address) {
        assertThat(AskedFor.in("emailaddress=" + address)).isEqualTo(new AskedFor.Nonsense());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import dev.rookery.autoconfig.settings.DomainName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the query of a request says about the domain it wants.
sealed interface AskedFor {
    /// No address: the host decides.
    record Host() implements AskedFor {}

    /// An address in this domain.
    record Domain(DomainName name) implements AskedFor {}

    /// An `emailaddress` that is no mail address.
    record Nonsense() implements AskedFor {}

    /// Bytes in an address (RFC 5321 §4.5.3.1.3, without the angle brackets).
    int ADDRESS_BYTES_MAX = 254;

    /// Reads the first `emailaddress` of a query as it was sent, not yet decoded.
    static AskedFor in(@Nullable String query) {
        if (query == null) {
            return new Host();
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equalsIgnoreCase("emailaddress")) {
                return ofAddress(pair.substring(equals + 1));
            }
        }
        return new Host();
    }

    private static AskedFor ofAddress(String encoded) {
        if (encoded.isEmpty()) {
            return new Host();
        }
        return PercentEncoding.decode(encoded)
                .filter(AskedFor::isAddress)
                .flatMap(AskedFor::domainOf)
                .<AskedFor>map(Domain::new)
                .orElseGet(Nonsense::new);
    }

    private static boolean isAddress(String text) {
        int at = text.indexOf('@');
        return text.getBytes(StandardCharsets.UTF_8).length <= ADDRESS_BYTES_MAX
                && at > 0
                && at == text.lastIndexOf('@')
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static Optional<DomainName> domainOf(String address) {
        return DomainName.parse(address.substring(address.indexOf('@') + 1));
    }
}

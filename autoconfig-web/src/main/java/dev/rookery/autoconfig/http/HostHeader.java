// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import dev.rookery.autoconfig.settings.DomainName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the name out of a `Host` header, `name [":" port]` (RFC 9110 §7.2).
final class HostHeader {
    private HostHeader() {}

    /// The name; none if there is no header, or an address in brackets or nonsense in it.
    static Optional<DomainName> name(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        int colon = header.indexOf(':');
        return DomainName.parse(colon < 0 ? header : header.substring(0, colon));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailDomains;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One format's documents, each rendered once, and the way from a request to its document.
final class Documents {
    private final MailDomains domains;
    private final Map<DomainName, Document> byDomain;

    Documents(MailDomains domains, Function<MailDomain, byte[]> renderer) {
        this.domains = domains;
        this.byDomain =
                domains.all().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        MailDomain::name,
                                        domain -> new Document(renderer.apply(domain))));
    }

    /// @param hostHeader as sent
    /// @param query as sent, not decoded
    Optional<Document> find(@Nullable String hostHeader, @Nullable String query) {
        return HostHeader.name(hostHeader)
                .flatMap(host -> domain(host, AskedFor.in(query)))
                .map(domain -> byDomain.get(domain.name()));
    }

    private Optional<MailDomain> domain(DomainName host, AskedFor askedFor) {
        return switch (askedFor) {
            case AskedFor.Host() -> domains.find(host);
            case AskedFor.Domain(DomainName name) -> domains.find(host, name);
            case AskedFor.Nonsense() -> Optional.empty();
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The domains we answer for, and which of them a request means. What a client sends only selects
/// one of these domains; none of its bytes go further.
public final class MailDomains {
    private final Map<DomainName, MailDomain> byName;
    private final Map<DomainName, MailDomain> byHost;
    private final Set<DomainName> serviceHosts;

    /// @param serviceHosts names of this service that belong to no single domain, such as the
    ///   server's own host name
    /// @throws IllegalArgumentException if a domain is given twice
    public MailDomains(Collection<MailDomain> domains, Set<DomainName> serviceHosts) {
        this.byName = new LinkedHashMap<>();
        for (MailDomain domain : domains) {
            if (byName.put(domain.name(), domain) != null) {
                throw new IllegalArgumentException("domain " + domain.name() + " is given twice");
            }
        }
        this.byHost = new HashMap<>(byName);
        for (MailDomain domain : domains) {
            domain.name().child("autoconfig").ifPresent(host -> byHost.put(host, domain));
        }
        this.serviceHosts = Set.copyOf(serviceHosts);
    }

    public List<MailDomain> all() {
        return List.copyOf(byName.values());
    }

    /// The domain of a request without an address: `host` is the domain itself or `autoconfig.`
    /// below it, or it is the service's own host and there is only one domain.
    public Optional<MailDomain> find(DomainName host) {
        MailDomain own = byHost.get(host);
        if (own != null) {
            return Optional.of(own);
        }
        return serviceHosts.contains(host) && byName.size() == 1
                ? byName.values().stream().findFirst()
                : Optional.empty();
    }

    /// The domain of a request that came to one of our hosts with an address in `addressDomain`.
    public Optional<MailDomain> find(DomainName host, DomainName addressDomain) {
        return byHost.containsKey(host) || serviceHosts.contains(host)
                ? Optional.ofNullable(byName.get(addressDomain))
                : Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells who gets the mail for an address: aliases first, then users, then both without what
/// follows the recipient delimiter, and the catch-all last.
///
/// Without domains of our own, an address is a user's login and nothing else. With some, a bare
/// local part means the first of them.
public final class Addresses {
    /// Addresses that one address may lead to.
    private static final int STEPS_MAX = 1_000;

    private final Map<String, Domain> domains = new LinkedHashMap<>();
    private final Users users;

    public Addresses(List<Domain> domains, Users users) {
        domains.forEach(domain -> this.domains.put(domain.name(), domain));
        this.users = users;
    }

    /// The users who get mail for this address, each once; none if there is no such address.
    ///
    /// @throws UsersUnavailableException if nobody can tell just now, or an alias leads nowhere
    public List<MailUser> resolve(String address) {
        return UserName.parse(address).map(name -> new Walk().from(name)).orElse(List.of());
    }

    /// Aliases that lead nowhere, in words for whoever wrote them.
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        for (Domain domain : domains.values()) {
            for (List<UserName> targets : domain.aliases().values()) {
                for (UserName target : targets) {
                    fault(target).ifPresent(why -> faults.add("aliases of " + domain.name() + why));
                }
            }
        }
        return faults;
    }

    private Optional<String> fault(UserName target) {
        try {
            Walk walk = new Walk();
            walk.to(target);
            walk.requireSomebody(target);
            return Optional.empty();
        } catch (UsersUnavailableException leadsNowhere) {
            return Optional.of(": " + leadsNowhere.getMessage());
        }
    }

    /// One way through the aliases; each address on it is taken once.
    private final class Walk {
        private final Map<String, MailUser> found = new LinkedHashMap<>();
        private final Set<UserName> seen = new HashSet<>();

        List<MailUser> from(UserName typed) {
            UserName address =
                    typed.domain().isEmpty() && !domains.isEmpty()
                            ? new UserName(typed.local(), domains.keySet().iterator().next())
                            : typed;
            if (!domains.isEmpty() && !domains.containsKey(address.domain())) {
                return List.of();
            }
            if (!take(address)) {
                catchAll(address).forEach(this::to);
                return List.copyOf(found.values());
            }
            requireSomebody(address);
            return List.copyOf(found.values());
        }

        void requireSomebody(UserName address) {
            if (found.isEmpty()) {
                throw new UsersUnavailableException(address + " is an alias of itself");
            }
        }

        /// Goes on to the target of an alias.
        void to(UserName target) {
            if (!take(target)) {
                throw new UsersUnavailableException(target + " is nobody's address");
            }
        }

        private boolean take(UserName address) {
            if (!seen.add(address)) {
                return true;
            }
            if (seen.size() > STEPS_MAX) {
                throw new UsersUnavailableException(address + " is one alias too many");
            }
            for (UserName name : withAndWithoutDetail(address)) {
                List<UserName> targets = aliases(name);
                if (targets.isEmpty() ? deliver(name) : follow(name, targets)) {
                    return true;
                }
            }
            return false;
        }

        /// An alias that names itself means the user of that name.
        private boolean follow(UserName name, List<UserName> targets) {
            for (UserName target : targets) {
                if (!target.equals(name)) {
                    to(target);
                } else if (!deliver(name)) {
                    throw new UsersUnavailableException(name + " is an alias of itself alone");
                }
            }
            return true;
        }

        private boolean deliver(UserName name) {
            Optional<MailUser> user = users.find(name.toString());
            user.ifPresent(known -> found.put(known.login(), known));
            return user.isPresent();
        }
    }

    private Set<UserName> withAndWithoutDetail(UserName address) {
        Set<UserName> names = new LinkedHashSet<>(Set.of(address));
        Domain domain = domains.get(address.domain());
        if (domain != null) {
            names.add(address.withLocal(domain.base(address.local())));
        }
        return names;
    }

    private List<UserName> aliases(UserName name) {
        Domain domain = domains.get(name.domain());
        return domain == null ? List.of() : domain.aliases().getOrDefault(name.local(), List.of());
    }

    private List<UserName> catchAll(UserName address) {
        Domain domain = domains.get(address.domain());
        return domain == null
                ? List.of()
                : domain.aliases().getOrDefault(Domain.CATCH_ALL, List.of());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.server.users.Domain;
import dev.rookery.server.users.UserName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the list `domains`.
final class DomainReader {
    private DomainReader() {}

    static List<Config.MailDomain> read(Block top) {
        domain(top.nothing("domains[]"));
        List<Config.MailDomain> domains = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Block block : top.blocks("domains")) {
            Optional<Config.MailDomain> domain = domain(block);
            if (domain.isPresent() && !names.add(domain.get().domain().name())) {
                block.fault("name", "stands twice in the list");
            }
            domain.ifPresent(domains::add);
        }
        return domains;
    }

    private static Optional<Config.MailDomain> domain(Block block) {
        Optional<String> name = block.required("name", "domain", DomainReader::name);
        Map<String, List<UserName>> aliases = new LinkedHashMap<>();
        block.entries("aliases", "addresses by name")
                .forEach((alias, targets) ->
                        aliases.put(aliasName(block, alias), targets(block, alias, targets, name)));
        String delimiters = block.value("recipient_delimiter", "characters", "+", s -> s);
        if (delimiters.chars().anyMatch(c -> "!#$%&'*+-./=?^_`{|}~".indexOf(c) < 0)) {
            block.fault("recipient_delimiter", "takes characters that stand in addresses: + or -");
        }
        Optional<String> displayName =
                block.optional("display_name", "text", "the name", DomainReader::displayName);
        block.end();
        return name.map(known ->
                new Config.MailDomain(
                        new Domain(known, aliases, delimiters), displayName.orElse(known)));
    }

    private static String name(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        boolean possible =
                UserName.parse("x@" + name).isPresent() && DomainName.parse(name).isPresent();
        if (!possible) {
            throw new IllegalArgumentException("takes a domain such as example.org");
        }
        return UserName.parse("x@" + name).orElseThrow().domain();
    }

    private static String displayName(String text) {
        boolean tooLong = text.codePointCount(0, text.length()) > 60;
        if (tooLong || text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("takes 1 to 60 characters");
        }
        return text.strip();
    }

    private static String aliasName(Block block, String alias) {
        if (alias.equals(Domain.CATCH_ALL)) {
            return alias;
        }
        Optional<UserName> name = UserName.parse(alias);
        if (name.isEmpty() || !name.get().domain().isEmpty()) {
            block.fault("aliases", "\"" + alias + "\" is no local part; \"@\" is the catch-all");
        }
        return name.map(UserName::local).orElse(alias);
    }

    private static List<UserName> targets(
            Block block, String alias, ConfigValue targets, Optional<String> domain) {
        List<UserName> names = new ArrayList<>();
        for (ConfigValue target : Hocon.elements(targets)) {
            block.parse(
                            target,
                            "aliases." + ConfigUtil.joinPath(alias),
                            text -> target(text, domain))
                    .ifPresent(names::add);
        }
        return names;
    }

    private static UserName target(String text, Optional<String> domain) {
        return UserName.parse(text.contains("@") ? text : text + "@" + domain.orElse("example.org"))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "takes a local part, an address, or a list of them"));
    }
}

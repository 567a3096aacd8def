// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.AccountLocation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static final Users KNOWN =
            users("anna@a.org", "bert@a.org", "bert+lists@a.org", "bert@b.org", "carl");

    private final Addresses addresses =
            new Addresses(
                    List.of(
                            domain(
                                    "a.org",
                                    "+",
                                    "postmaster=anna@a.org",
                                    "team=anna@a.org bert@a.org team2@a.org",
                                    "team2=anna@a.org carl@a.org",
                                    "bert=bert@a.org anna@a.org",
                                    "loop=loop2@a.org",
                                    "loop2=loop@a.org",
                                    "self=self@a.org",
                                    "lost=dora@a.org",
                                    "away=bert@b.org"),
                            domain("b.org", "", "@=anna@a.org")),
                    new UsersOfDomains(KNOWN, Set.of("a.org", "b.org")));

    @ParameterizedTest
    @CsvSource({
        "anna@a.org, anna@a.org",
        "ANNA@A.ORG, anna@a.org",
        "anna+shop@a.org, anna@a.org",
        "anna+a+b@a.org, anna@a.org",
        "postmaster@a.org, anna@a.org",
        "Postmaster, anna@a.org",
        "postmaster+x@a.org, anna@a.org",
        "team@a.org, anna@a.org bert@a.org carl",
        "bert@a.org, bert@a.org anna@a.org", // an alias that names itself
        "bert+x@a.org, bert@a.org anna@a.org",
        "bert+lists@a.org, bert+lists@a.org", // a user with a delimiter in the name
        "away@a.org, bert@b.org",
        "bert@b.org, bert@b.org",
        "bert+x@b.org, anna@a.org", // no delimiter there, but a catch-all
        "anything@b.org, anna@a.org",
        "carl@a.org, carl",
        "carl@b.org, carl",
        "carl, carl",
        "dora@a.org, ''",
        "+x@a.org, ''",
        "anna@c.org, ''",
        "anna@, ''",
        "../anna@a.org, ''",
    })
    void findsWhoGetsTheMail(String address, String expected) {
        assertThat(logins(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lost@a.org", "self@a.org", "loop@a.org"})
    void cannotTellWhenAnAliasLeadsNowhere(String address) {
        assertThatThrownBy(() -> addresses.resolve(address))
                .isInstanceOf(UsersUnavailableException.class);
    }

    @Test
    void namesAliasesThatLeadNowhere() {
        assertThat(addresses.faults())
                .containsExactly(
                        "aliases of a.org: loop2@a.org is an alias of itself",
                        "aliases of a.org: loop@a.org is an alias of itself",
                        "aliases of a.org: self@a.org is an alias of itself alone",
                        "aliases of a.org: dora@a.org is nobody's address");
    }

    @Test
    void knowsLoginsOnlyWithoutDomains() {
        Addresses plain = new Addresses(List.of(), KNOWN);
        assertThat(plain.resolve("anna@a.org")).hasSize(1);
        assertThat(plain.resolve("carl")).hasSize(1);
        assertThat(plain.resolve("carl@a.org")).isEmpty();
        assertThat(plain.resolve("anna+x@a.org")).isEmpty();
    }

    private String logins(String address) {
        return String.join(" ", addresses.resolve(address).stream().map(MailUser::login).toList());
    }

    private static Domain domain(String name, String delimiters, String... aliases) {
        Map<String, List<UserName>> map = new java.util.LinkedHashMap<>();
        for (String alias : aliases) {
            int equals = alias.indexOf('=');
            List<String> targets = Arrays.asList(alias.substring(equals + 1).split(" ", -1));
            map.put(
                    alias.substring(0, equals),
                    targets.stream().map(target -> UserName.parse(target).orElseThrow()).toList());
        }
        return new Domain(name, map, delimiters);
    }

    static Users users(String... logins) {
        Map<String, MailUser> known = new HashMap<>();
        for (String login : logins) {
            known.put(login, new MailUser(login, new AccountLocation(Path.of("/srv/" + login))));
        }
        return new Users() {
            @Override
            public Optional<MailUser> find(String login) {
                return Optional.ofNullable(known.get(login));
            }

            @Override
            public Optional<StoredPassword> password(String login) {
                return find(login).map(_ -> new StoredPassword("{PLAIN}x"));
            }
        };
    }
}

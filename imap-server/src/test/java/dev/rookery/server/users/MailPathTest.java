// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailPathTest {
    private static final UserName ANNA = new UserName("anna", "example.org");

    @ParameterizedTest
    @CsvSource({
        "/srv/vmail/{domain}/{local}, /srv/vmail/example.org/anna",
        "/srv/vmail/{user}, /srv/vmail/anna@example.org",
        "/home/vmail/%d/%n, /home/vmail/example.org/anna",
        "/home/%u/Maildir, /home/anna@example.org/Maildir",
        "'/srv/%{user | domain}/%{user|username}', /srv/example.org/anna",
        "/srv/%{user}, /srv/anna@example.org",
        "~/Maildir, /home/anna/Maildir",
        "%h/Maildir, /home/anna/Maildir",
        "%{home}/mail, /home/anna/mail",
        "{home}, /home/anna",
        "Maildir, Maildir",
        "/srv/100%%/{local}, /srv/100%/anna",
        "/srv/m-{local}.box, /srv/m-anna.box",
    })
    void fillsInItsVariables(String path, String expected) {
        assertThat(expand(path, ANNA)).contains(Path.of(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/{name}",
                "/srv/%Ln",
                "/srv/%",
                "/srv/{user",
                "/srv/%{uid}",
                "",
                "/srv/../{user}",
                "../mail",
                ".",
                "./mail",
                "/srv/\0"
            })
    void refusesUnknownVariablesAndWaysUp(String path) {
        assertThatThrownBy(() -> MailPath.parse(path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("[a-z].*");
    }

    @Test
    void isNowhereWithoutTheDomainItNeeds() {
        assertThat(expand("/srv/{domain}/{local}", new UserName("anna", ""))).isEmpty();
        assertThat(expand("/srv/{local}", new UserName("anna", ""))).isPresent();
    }

    @Test
    void looksOnlyOnceAtAValue() {
        Path odd = Path.of("/home/{user}/%d");
        assertThat(MailPath.parse("{home}/x").expand(ANNA, Optional.of(odd)))
                .contains(odd.resolve("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/vmail/{domain}/{local}, /srv/vmail",
        "/srv/vmail-{domain}/{local}, /srv",
        "/{user}, /",
        "/srv/all, /srv/all",
    })
    void knowsTheDirectoryNobodyCanLeave(String path, String root) {
        assertThat(MailPath.parse(path).root()).contains(Path.of(root));
    }

    private static Optional<Path> expand(String path, UserName user) {
        return MailPath.parse(path).expand(user, Optional.of(Path.of("/home/anna")));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailLocationsTest {
    private static final Path ROOT = Path.of("/srv/vmail");
    private static final List<String> HOMES =
            List.of(
                    "/srv/vmail/{domain}/{local}",
                    "/srv/vmail/{user}",
                    "/srv/vmail/%d/%n",
                    "/srv/vmail/m.{local}.{domain}",
                    "/srv/vmail/{local}{domain}");

    /// What attacks are made of: levels, controls, escapes, other alphabets, our own file names.
    private static final List<String> PIECES =
            List.of(
                    "..",
                    ".",
                    "/",
                    "\\",
                    "%2e",
                    "%2f",
                    "%u",
                    "{user}",
                    "\0",
                    "\n",
                    "\u2024",
                    "~",
                    "@",
                    "a",
                    "B",
                    "ü",
                    "ü".repeat(200),
                    "x".repeat(255),
                    "cur",
                    "tmp",
                    "+",
                    "-",
                    "_",
                    ":",
                    " ",
                    "\uD800",
                    "\u202E",
                    "İ",
                    "ß",
                    "ﬁ",
                    "用",
                    "rookery.journal");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void neverLeavesTheRootWhateverANameHolds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String typed = name(random);
            for (String home : HOMES) {
                UserName.parse(typed)
                        .flatMap(user -> locate(home, user))
                        .ifPresent(MailLocationsTest::assertInside);
            }
        }
    }

    @Test
    void prefersWhatTheUsersOwnLineSays() {
        Owner own = new Owner(1, 2);
        Owner usual = new Owner(3, 4);
        MailLocations locations = locations("/srv/vmail/{user}", "Maildir", usual);
        UserName anna = new UserName("anna", "");
        assertThat(locations.of(anna, none(), Optional.empty(), Optional.empty()))
                .contains(
                        new AccountLocation(
                                Path.of("/srv/vmail/anna/Maildir"), Optional.of(usual)));
        assertThat(
                        locations.of(
                                anna,
                                Optional.of(Path.of("/home/a")),
                                Optional.of(MailPath.parse("~/mail")),
                                Optional.of(own)))
                .contains(new AccountLocation(Path.of("/home/a/mail"), Optional.of(own)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vmail/{user}", "/{user}", "~/x", "{home}/x", "{user}"})
    void wantsHomesBelowADirectoryOfTheirOwn(String home) {
        assertThatThrownBy(() -> locations(home, "Maildir", new Owner(0, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertInside(Path mail) {
        assertThat(mail.startsWith(ROOT)).as(mail.toString()).isTrue();
        assertThat(mail.normalize().toString()).isEqualTo(mail.toString());
        assertThat(mail.getNameCount()).isGreaterThan(ROOT.getNameCount() + 1);
        assertThat(mail.getFileName()).hasToString("Maildir");
        for (Path level : mail) {
            assertThat(level.toString().getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(255);
        }
    }

    private static String name(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            name.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return name.toString();
    }

    private static Optional<Path> locate(String home, UserName user) {
        return locations(home, "Maildir", new Owner(0, 0))
                .of(user, none(), Optional.empty(), Optional.empty())
                .map(AccountLocation::maildir);
    }

    private static MailLocations locations(String home, String maildir, Owner owner) {
        return new MailLocations(MailPath.parse(home), MailPath.parse(maildir), Optional.of(owner));
    }

    private static Optional<Path> none() {
        return Optional.empty();
    }
}

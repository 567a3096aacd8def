// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsersOfDomainsTest {
    private final Users known = AddressesTest.users("anna@a.org", "bert@b.org", "carl", "bert");
    private final Users ours = new UsersOfDomains(known, Set.of("b.org", "c.org"));

    @Test
    void keepsLoginsOfOtherDomainsOut() {
        assertThat(ours.find("bert@b.org")).isPresent();
        assertThat(ours.find("anna@a.org")).isEmpty();
        assertThat(ours.password("anna@a.org")).isEmpty();
        assertThat(ours.find("carl@a.org")).isEmpty();
    }

    @Test
    void knowsLoginsWithoutADomainInEachOfThem() {
        assertThat(ours.find("carl").get().login()).isEqualTo("carl");
        assertThat(ours.find("Carl@B.org").get().login()).isEqualTo("carl");
        assertThat(ours.password("carl@c.org")).isPresent();
        assertThat(ours.find("bert@b.org").get().login()).isEqualTo("bert@b.org");
        assertThat(ours.find("bert@c.org").get().login()).isEqualTo("bert");
        assertThat(ours.find("dora")).isEmpty();
    }

    @Test
    void letsTheFirstSourceThatKnowsALoginAnswerForIt() {
        Users first = new WithoutPassword(AddressesTest.users("carl"));
        Users both = new UsersInOrder(List.of(first, known));
        assertThat(both.find("anna@a.org")).isPresent();
        assertThat(both.password("anna@a.org")).isPresent();
        assertThat(both.find("carl")).isPresent();
        assertThat(both.password("carl")).isEmpty();
        assertThat(both.password("dora")).isEmpty();
    }

    private record WithoutPassword(Users users) implements Users {
        @Override
        public java.util.Optional<MailUser> find(String login) {
            return users.find(login);
        }

        @Override
        public java.util.Optional<StoredPassword> password(String login) {
            return java.util.Optional.empty();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.autoconfig.Samples;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailDomainsTest {
    private static final MailDomain ORG = Samples.domain("example.org");
    private static final MailDomain NET = Samples.domain("example.net");
    private static final DomainName SERVICE = DomainName.of("mail.example.org");
    private static final MailDomains TWO = new MailDomains(List.of(ORG, NET), Set.of(SERVICE));

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "autoconfig.example.org, example.org",
        "autoconfig.example.net, example.net",
        "mail.example.org,",
        "other.example.org,",
        "autoconfig.autoconfig.example.org,",
        "example.com,",
    })
    void withoutAnAddressTheHostDecides(String host, String expected) {
        assertThat(names(TWO.find(DomainName.of(host)))).isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "autoconfig.example.org, example.net, example.net",
        "example.net, example.org, example.org",
        "mail.example.org, example.org, example.org",
        "mail.example.org, example.net, example.net",
        "autoconfig.example.org, example.com,",
        "example.com, example.org,",
        "autoconfig.example.com, example.org,",
    })
    void withAnAddressAnyOfOurHostsAnswersForItsDomain(
            String host, String domain, String expected) {
        assertThat(names(TWO.find(DomainName.of(host), DomainName.of(domain))))
                .isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void theOnlyDomainIsMeantAtTheServiceHost() {
        MailDomains one = new MailDomains(List.of(ORG), Set.of(SERVICE));
        assertThat(one.find(SERVICE)).contains(ORG);
        assertThat(one.find(DomainName.of("elsewhere.example.org"))).isEmpty();
    }

    @Test
    void aDomainGoesBeforeAServiceHostOfThatName() {
        MailDomains domains = new MailDomains(List.of(ORG, NET), Set.of(ORG.name()));
        assertThat(domains.find(ORG.name())).contains(ORG);
    }

    @Test
    void refusesADomainGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MailDomains(List.of(ORG, NET, ORG), Set.of()))
                .withMessage("domain example.org is given twice");
    }

    @Test
    void noDomainsMeansNoAnswers() {
        MailDomains none = new MailDomains(List.of(), Set.of(SERVICE));
        assertThat(none.all()).isEmpty();
        assertThat(none.find(SERVICE)).isEmpty();
        assertThat(none.find(SERVICE, ORG.name())).isEmpty();
    }

    private static Optional<String> names(Optional<MailDomain> found) {
        return found.map(domain -> domain.name().text());
    }
}

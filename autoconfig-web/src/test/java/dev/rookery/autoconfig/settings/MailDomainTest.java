// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import static dev.rookery.autoconfig.Samples.HOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDomainTest {
    private static final DomainName NAME = DomainName.of("example.org");
    private static final MailServer IMAPS = new MailServer(HOST, 993, SocketType.SSL);
    private static final MailServer IMAP = new MailServer(HOST, 143, SocketType.STARTTLS);
    private static final MailServer SUBMISSIONS = MailServer.submission(HOST, 465);
    private static final MailServer SUBMISSION = MailServer.submission(HOST, 587);

    @Test
    void putsTlsFromTheStartBeforeStarttls() {
        MailDomain domain = domain(List.of(IMAP, IMAPS), List.of(SUBMISSION, SUBMISSIONS));
        assertThat(domain.imap()).containsExactly(IMAPS, IMAP);
        assertThat(domain.submission()).containsExactly(SUBMISSIONS, SUBMISSION);
    }

    @Test
    void refusesADomainThatCannotReadOrSend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> domain(List.of(), List.of(SUBMISSIONS)))
                .withMessage("a domain has 1 to 4 IMAP servers, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> domain(List.of(IMAPS), List.of()))
                .withMessage("a domain has 1 to 4 submission servers, not 0");
    }

    @Test
    void refusesMoreServersThanADocumentHolds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> domain(Collections.nCopies(5, IMAPS), List.of(SUBMISSIONS)))
                .withMessageContaining("not 5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " a", "a ", "a\nb", "a\tb", "\0", "a\u2028b", "\uD800", "\uFFFF"})
    void refusesNamesThatDoNotPrintOnOneLine(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> named(name, "short"));
        assertThatIllegalArgumentException().isThrownBy(() -> named("long", name));
    }

    @Test
    void countsCharactersAndNotBytes() {
        String bird = "\uD83D\uDC26";
        assertThat(named(bird.repeat(60), bird.repeat(20)).shortName()).isEqualTo(bird.repeat(20));
        assertThatIllegalArgumentException().isThrownBy(() -> named(bird.repeat(61), "short"));
        assertThatIllegalArgumentException().isThrownBy(() -> named("long", bird.repeat(21)));
    }

    @ParameterizedTest
    @CsvSource({
        "Example Mail, Example Mail",
        "Twenty characters ok, Twenty characters ok",
        "The Mail of the Example Society, The Mail of the",
        "Donaudampfschifffahrtsgesellschaft, Donaudampfschifffahr",
        "Twenty characters ok then more, Twenty characters ok",
    })
    void shortNameIsTheBeginningOfTheDisplayName(String displayName, String expected) {
        MailDomain domain =
                MailDomain.of(
                        NAME, displayName, List.of(IMAPS), List.of(SUBMISSIONS), UserName.ADDRESS);
        assertThat(domain.shortName()).isEqualTo(expected);
    }

    private static MailDomain domain(List<MailServer> imap, List<MailServer> submission) {
        return new MailDomain(NAME, "Example", "Example", imap, submission, UserName.ADDRESS);
    }

    private static MailDomain named(String displayName, String shortName) {
        return new MailDomain(
                NAME,
                displayName,
                shortName,
                List.of(IMAPS),
                List.of(SUBMISSIONS),
                UserName.ADDRESS);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.autoconfig.Samples;
import dev.rookery.autoconfig.settings.MailDomain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClientRulesTest {
    @ParameterizedTest
    @EnumSource
    void everyClientAcceptsEveryDocument(ClientRules client) throws XMLStreamException {
        for (MailDomain domain : MozillaAutoconfigTest.domains()) {
            assertThat(client.accepts(XmlElement.read(MozillaAutoconfig.render(domain)))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DESKTOP_THUNDERBIRD, <socketType>SSL<, <socketType> SSL<",
        "DESKTOP_THUNDERBIRD, id=\"example.org\", id=\"bücher.example\"",
        "DESKTOP_THUNDERBIRD, clientConfig, x:clientConfig",
        "THUNDERBIRD_FOR_ANDROID, <socketType>SSL<, <socketType>plain<",
        "THUNDERBIRD_FOR_ANDROID, <username>%EMAILADDRESS%</username>, ''",
        "FAIR_EMAIL, type=\"imap\", type=\"pop3\"",
        "GNOME_ONLINE_ACCOUNTS, %EMAILADDRESS%, anna@example.org",
    })
    void eachRuleHasTeeth(ClientRules client, String good, String bad) throws XMLStreamException {
        String document =
                new String(
                        MozillaAutoconfig.render(Samples.domain("example.org")),
                        StandardCharsets.UTF_8);
        assertThat(document).contains(good);
        String spoiled =
                document.replace(good, bad)
                        .replace("<x:clientConfig", "<x:clientConfig xmlns:x='x'");
        assertThat(client.accepts(XmlElement.read(spoiled.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    /// The counts that these clients' rules, written out by others, gave over the same documents.
    @Test
    void rulesAgreeWithTheClientsOnPublishedDocuments() throws IOException, XMLStreamException {
        List<XmlElement> published = published(SharedFiles.require("ispdb"));
        assertThat(published).hasSize(163);
        assertThat(accepted(published, ClientRules.DESKTOP_THUNDERBIRD)).isEqualTo(163);
        assertThat(accepted(published, ClientRules.THUNDERBIRD_FOR_ANDROID)).isEqualTo(117);
        assertThat(accepted(published, ClientRules.FAIR_EMAIL)).isEqualTo(112);
        assertThat(accepted(published, ClientRules.GNOME_ONLINE_ACCOUNTS)).isEqualTo(158);
    }

    private static long accepted(List<XmlElement> documents, ClientRules client) {
        return documents.stream().filter(client::accepts).count();
    }

    private static List<XmlElement> published(Path folder) throws IOException, XMLStreamException {
        List<XmlElement> published = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                published.add(XmlElement.read(Files.readAllBytes(file)));
            }
        }
        return published;
    }
}

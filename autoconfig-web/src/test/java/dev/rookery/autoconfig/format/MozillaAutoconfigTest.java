// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rookery.autoconfig.Samples;
import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailServer;
import dev.rookery.autoconfig.settings.SocketType;
import dev.rookery.autoconfig.settings.UserName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules that make one document safe for every client that is known to read it.
class MozillaAutoconfigTest {
    private static final DomainName HOST = Samples.HOST;

    static List<MailDomain> domains() {
        return List.of(
                Samples.domain("example.org"),
                Samples.domain("bücher.example"),
                withEverything("Smith & Söhne <Mail> ]]>"),
                Samples.largest());
    }

    @Test
    void isThisDocumentToTheByte() {
        String server =
                """
                    <%1$s type="%2$s">
                      <hostname>mail.example.org</hostname>
                      <port>%3$d</port>
                      <socketType>%4$s</socketType>
                      <username>%%EMAILADDRESS%%</username>
                      <authentication>password-cleartext</authentication>
                    </%1$s>
                """;
        String expected =
                """
                <?xml version='1.0' encoding='UTF-8'?>
                <clientConfig version="1.1">
                  <emailProvider id="example.org">
                    <domain>example.org</domain>
                    <displayName>Mail of example.org</displayName>
                    <displayShortName>Mail of example.org</displayShortName>
                """
                        + server.formatted("incomingServer", "imap", 993, "SSL")
                        + server.formatted("outgoingServer", "smtp", 465, "SSL")
                        + server.formatted("outgoingServer", "smtp", 587, "STARTTLS")
                        + """
                          </emailProvider>
                        </clientConfig>
                        """;
        assertThat(text(Samples.domain("example.org"))).isEqualTo(expected);
    }

    @Test
    void equalDomainsGiveEqualBytes() {
        assertThat(MozillaAutoconfig.render(Samples.domain("example.org")))
                .isEqualTo(MozillaAutoconfig.render(Samples.domain("EXAMPLE.org.")));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void declaresUtf8WithoutByteOrderMark(MailDomain domain) {
        assertThat(text(domain))
                .startsWith("<?xml version='1.0' encoding='UTF-8'?>\n<clientConfig ");
    }

    @ParameterizedTest
    @MethodSource("domains")
    void hasNoNamespacesAndOnlyTheKnownAttributes(MailDomain domain) throws XMLStreamException {
        XmlElement root = parsed(domain);
        assertThat(root.tree()).allSatisfy(element -> assertThat(element.namespace()).isEmpty());
        assertThat(root.tree())
                .allSatisfy(element -> assertThat(element.name()).doesNotContain(":"));
        assertThat(text(domain)).doesNotContain("xmlns");
        assertThat(root.attributes()).containsOnlyKeys("version").containsEntry("version", "1.1");
        assertThat(root.first("emailProvider").orElseThrow().attributes()).containsOnlyKeys("id");
        for (XmlElement server : servers(root)) {
            assertThat(server.attributes()).containsOnlyKeys("type");
            assertThat(server.children())
                    .allSatisfy(leaf -> assertThat(leaf.attributes()).isEmpty());
        }
    }

    @ParameterizedTest
    @MethodSource("domains")
    void namesTheDomainOnceByItsALabels(MailDomain domain) throws XMLStreamException {
        XmlElement provider = parsed(domain).first("emailProvider").orElseThrow();
        assertThat(provider.attribute("id")).isEqualTo(domain.name().text());
        assertThat(provider.all("domain"))
                .singleElement()
                .satisfies(only -> assertThat(only.text()).isEqualTo(domain.name().text()));
        assertThat(provider.firstText("displayName")).isEqualTo(domain.displayName());
        assertThat(provider.firstText("displayShortName")).isEqualTo(domain.shortName());
    }

    @ParameterizedTest
    @MethodSource("domains")
    void describesEachServerInTheOneSafeOrder(MailDomain domain) throws XMLStreamException {
        assertThat(servers(parsed(domain)))
                .hasSize(domain.imap().size() + domain.submission().size())
                .allSatisfy(server ->
                        assertThat(server.childNames())
                                .containsExactly(
                                        "hostname",
                                        "port",
                                        "socketType",
                                        "username",
                                        "authentication"));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void serverValuesArePlainWords(MailDomain domain) throws XMLStreamException {
        for (XmlElement server : servers(parsed(domain))) {
            assertThat(server.children())
                    .allSatisfy(leaf -> assertThat(leaf.text()).matches("[A-Za-z0-9.%-]+"));
            assertThat(server.firstText("socketType")).isIn("SSL", "STARTTLS");
            assertThat(server.firstText("username")).isEqualTo(domain.userName().placeholder());
            assertThat(server.firstText("authentication")).isEqualTo("password-cleartext");
        }
    }

    @ParameterizedTest
    @MethodSource("domains")
    void holdsNoCommentsSectionsOrDeclarations(MailDomain domain) {
        assertThat(text(domain)).doesNotContain("<!", "<![", "<!--").containsOnlyOnce("<?");
    }

    @ParameterizedTest
    @MethodSource("domains")
    void staysBelowEightKilobytes(MailDomain domain) {
        assertThat(MozillaAutoconfig.render(domain)).hasSizeLessThan(8 * 1024);
    }

    @Test
    void putsImapFirstAndTlsFromTheStartBeforeStarttls() throws XMLStreamException {
        XmlElement root = parsed(withEverything("Everything"));
        assertThat(servers(root))
                .extracting(
                        XmlElement::name,
                        server -> server.attribute("type"),
                        server -> server.firstText("port"),
                        server -> server.firstText("socketType"))
                .containsExactly(
                        tuple("incomingServer", "imap", "993", "SSL"),
                        tuple("incomingServer", "imap", "143", "STARTTLS"),
                        tuple("outgoingServer", "smtp", "465", "SSL"),
                        tuple("outgoingServer", "smtp", "587", "STARTTLS"));
    }

    @Test
    void namesThatLookLikeMarkupStayNames() {
        assertThat(text(withEverything("Smith & <b>Sons</b>")))
                .contains("<displayName>Smith &amp; &lt;b>Sons&lt;/b></displayName>");
    }

    private static MailDomain withEverything(String displayName) {
        return MailDomain.of(
                DomainName.of("example.org"),
                displayName,
                List.of(
                        new MailServer(HOST, 143, SocketType.STARTTLS),
                        new MailServer(HOST, 993, SocketType.SSL)),
                List.of(MailServer.submission(HOST, 587), MailServer.submission(HOST, 465)),
                UserName.LOCAL_PART);
    }

    private static String text(MailDomain domain) {
        return new String(MozillaAutoconfig.render(domain), StandardCharsets.UTF_8);
    }

    private static XmlElement parsed(MailDomain domain) throws XMLStreamException {
        return XmlElement.read(MozillaAutoconfig.render(domain));
    }

    private static List<XmlElement> servers(XmlElement root) {
        return root.first("emailProvider").orElseThrow().children().stream()
                .filter(child -> child.name().endsWith("Server"))
                .toList();
    }
}

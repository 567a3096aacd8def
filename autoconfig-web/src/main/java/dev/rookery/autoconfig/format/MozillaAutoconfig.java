// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.format;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRootName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailServer;
import dev.rookery.autoconfig.settings.UserName;
import java.util.List;
import tools.jackson.dataformat.xml.XmlMapper;
import tools.jackson.dataformat.xml.XmlWriteFeature;
import tools.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import tools.jackson.dataformat.xml.annotation.JacksonXmlProperty;
import tools.jackson.dataformat.xml.util.DefaultXmlPrettyPrinter;

/// Renders Mozilla's `config-v1.1.xml` (draft-ietf-mailmaint-autoconfig) in the form that weak
/// parsers read too: no namespace, no comments, elements in one order, values without spaces around
/// them.
public final class MozillaAutoconfig {
    private static final XmlMapper XML =
            XmlMapper.builder()
                    .enable(XmlWriteFeature.WRITE_XML_DECLARATION)
                    .defaultPrettyPrinter(new DefaultXmlPrettyPrinter().withCustomNewLine("\n"))
                    .build();

    private MozillaAutoconfig() {}

    /// The document in UTF-8; equal domains give equal bytes.
    public static byte[] render(MailDomain domain) {
        return XML.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new ClientConfig("1.1", provider(domain)));
    }

    private static EmailProvider provider(MailDomain domain) {
        return new EmailProvider(
                domain.name().text(),
                domain.name().text(),
                domain.displayName(),
                domain.shortName(),
                servers("imap", domain.imap(), domain.userName()),
                servers("smtp", domain.submission(), domain.userName()));
    }

    private static List<Server> servers(String type, List<MailServer> servers, UserName userName) {
        return servers.stream().map(server -> server(type, server, userName)).toList();
    }

    private static Server server(String type, MailServer server, UserName userName) {
        return new Server(
                type,
                server.host().text(),
                server.port(),
                server.socketType().name(),
                userName.placeholder(),
                "password-cleartext");
    }

    @JsonRootName("clientConfig")
    @JsonPropertyOrder({"version", "emailProvider"})
    private record ClientConfig(
            @JacksonXmlProperty(isAttribute = true) String version, EmailProvider emailProvider) {}

    @JsonPropertyOrder({
        "id",
        "domain",
        "displayName",
        "displayShortName",
        "incomingServer",
        "outgoingServer"
    })
    private record EmailProvider(
            @JacksonXmlProperty(isAttribute = true) String id,
            String domain,
            String displayName,
            String displayShortName,
            @JacksonXmlElementWrapper(useWrapping = false) List<Server> incomingServer,
            @JacksonXmlElementWrapper(useWrapping = false) List<Server> outgoingServer) {}

    @JsonPropertyOrder({"type", "hostname", "port", "socketType", "username", "authentication"})
    private record Server(
            @JacksonXmlProperty(isAttribute = true) String type,
            String hostname,
            int port,
            String socketType,
            String username,
            String authentication) {}
}

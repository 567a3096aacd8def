// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.autoconfig.settings.DomainName;
import dev.rookery.autoconfig.settings.MailDomain;
import dev.rookery.autoconfig.settings.MailDomains;
import dev.rookery.autoconfig.settings.MailServer;
import dev.rookery.autoconfig.settings.SocketType;
import dev.rookery.autoconfig.settings.UserName;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.imap.session.ImapSettings;
import dev.rookery.server.lmtp.LmtpSettings;
import dev.rookery.server.net.ConnectionLimits;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.ServerTls;
import dev.rookery.server.net.Timer;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Domain;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives each room the part of the configuration that concerns it, in the room's own words.
final class Settings {
    private static final int IMAPS_PORT = 993;

    private Settings() {}

    /// @param root whose accounts are made only where its mark is
    static MailStore store(Config config, Optional<Path> root) {
        MailStore.Builder builder = MailStore.builder();
        root.ifPresent(builder::mailRoot);
        return builder.durability(config.mail().durability())
                .lineEnds(config.mail().lineEnds())
                .flagsToNames(config.mail().flagsToNames())
                .hostName(config.hostname())
                .stateDirectory(config.stateDir())
                .build();
    }

    /// @throws IOException if the certificate cannot be used
    static ServerTls tls(Config config, Timer timer, Events events) throws IOException {
        Config.Tls tls = config.tls();
        return ServerTls.open(tls.certificate(), tls.key(), tls.minimum(), timer, events);
    }

    static ImapSettings imap(Config config) {
        Config.Limits limits = config.limits();
        return new ImapSettings(
                config.mail().separator(),
                config.mail().namespacePrefix(),
                config.mail().folders(),
                config.imap().plaintext(),
                config.imap().unauthenticate(),
                new ImapSettings.Limits(
                        limits.messageBytes(),
                        limits.imap().login(),
                        limits.imap().idle(),
                        limits.imap().keepAlive(),
                        limits.imap().badCommandsBeforeLogin(),
                        limits.imap().badCommands(),
                        limits.imap().messages(),
                        limits.imap().search(),
                        limits.connections().perUserAndAddress()));
    }

    static LmtpSettings lmtp(Config config) {
        Config.Limits limits = config.limits();
        return new LmtpSettings(
                config.hostname(),
                limits.messageBytes(),
                limits.lmtp().recipients(),
                limits.lmtp().badCommands(),
                limits.lmtp().idle());
    }

    static ConnectionLimits connections(Config config) {
        Config.Limits.Connections limits = config.limits().connections();
        return new ConnectionLimits(
                limits.total(),
                limits.perAddress(),
                limits.unauthenticated(),
                limits.unauthenticatedPerAddress(),
                address ->
                        config.limits().trustedNetworks().stream()
                                .anyMatch(network -> network.contains(address)));
    }

    static List<Domain> domains(Config config) {
        return config.domains().stream().map(Config.MailDomain::domain).toList();
    }

    /// What is announced: one document for each domain, the same servers in each.
    static MailDomains announced(Config config) {
        DomainName host = DomainName.of(config.hostname());
        MailServer imap = new MailServer(host, imapsPort(config), SocketType.SSL);
        DomainName sending = DomainName.of(config.submission().host());
        List<MailServer> submission =
                config.submission().ports().stream()
                        .map(port -> MailServer.submission(sending, port))
                        .toList();
        List<MailDomain> domains =
                config.domains().stream()
                        .map(domain ->
                                MailDomain.of(
                                        DomainName.of(domain.domain().name()),
                                        domain.displayName(),
                                        List.of(imap),
                                        submission,
                                        UserName.ADDRESS))
                        .toList();
        return new MailDomains(domains, serviceHosts(config, host));
    }

    /// A listener on loopback is asked by whoever tries it out.
    private static Set<DomainName> serviceHosts(Config config, DomainName host) {
        Set<DomainName> names = new HashSet<>(Set.of(host));
        InetAddress listening = config.web().getAddress();
        DomainName.parse(listening.getHostAddress()).ifPresent(names::add);
        if (listening.isLoopbackAddress()) {
            names.add(DomainName.of("localhost"));
        }
        return names;
    }

    private static int imapsPort(Config config) {
        for (ListenAddress address : config.imaps()) {
            if (address instanceof ListenAddress.Tcp(var socket) && socket.getPort() != 0) {
                return socket.getPort();
            }
        }
        return IMAPS_PORT;
    }
}

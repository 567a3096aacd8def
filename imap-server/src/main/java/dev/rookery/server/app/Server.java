// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.auth.HashingPool;
import dev.rookery.server.auth.PasswordAuthenticator;
import dev.rookery.server.imap.session.ImapService;
import dev.rookery.server.lmtp.LmtpService;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.Listener;
import dev.rookery.server.net.Network;
import dev.rookery.server.net.ServerTls;
import dev.rookery.server.net.Service;
import dev.rookery.server.net.SystemTimer;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Addresses;
import dev.rookery.server.users.PasswdFile;
import dev.rookery.server.users.Users;
import dev.rookery.server.users.UsersInOrder;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A running mail server: all rooms, wired together as a configuration says.
final class Server implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Listener> imaps = new ArrayList<>();
    private final List<Listener> lmtp = new ArrayList<>();
    private final Events events;

    private Server(Events events) {
        this.events = events;
    }

    /// Starts everything; returns when all listeners listen.
    ///
    /// @throws IOException naming the file or address that cannot be used; then nothing runs
    static Server start(Config config, Events events) throws IOException {
        Server server = new Server(events);
        try {
            server.wire(config);
            return server;
        } catch (IOException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    private void wire(Config config) throws IOException {
        InstantSource clock = InstantSource.system();
        SystemTimer timer = keep(new SystemTimer());
        MailStore store =
                keep(
                        MailStore.builder()
                                .durability(config.mail().durability())
                                .flagsToNames(config.mail().flagsToNames())
                                .hostName(config.hostname())
                                .build());
        HashingPool hashing = keep(HashingPool.forThisMachine());
        Users users = users(config, hashing, clock);
        Addresses addresses = new Addresses(Settings.domains(config), users);
        addresses.faults().forEach(fault -> events.happened(new Event.Misconfigured(fault)));
        ImapService imapService =
                new ImapService(
                        Settings.imap(config),
                        new PasswordAuthenticator(
                                users, hashing, clock, Thread::sleep, new SecureRandom()),
                        user -> store.open(user.mail()),
                        events,
                        clock);
        LmtpService lmtpService =
                new LmtpService(
                        Settings.lmtp(config),
                        new MailDelivery(addresses),
                        user -> store.open(user.mail()),
                        events,
                        clock);
        Network network = new Network(Settings.connections(config), timer, events);
        ServerTls tls =
                ServerTls.open(
                        config.tls().certificate(),
                        config.tls().key(),
                        config.tls().minimum(),
                        timer,
                        events);
        Service imapOverTls = new Service("imap", imapService, Optional.of(tls), false);
        Service plainLmtp = new Service("lmtp", lmtpService, Optional.empty(), true);
        for (ListenAddress address : config.lmtp()) {
            lmtp.add(listen(network, address, plainLmtp));
        }
        for (ListenAddress address : config.imaps()) {
            imaps.add(listen(network, address, imapOverTls));
        }
    }

    private Users users(Config config, HashingPool hashing, InstantSource clock)
            throws IOException {
        List<Users> sources = new ArrayList<>();
        for (Config.PasswdFileSource source : config.users()) {
            sources.add(
                    PasswdFile.open(
                            source.path(),
                            source.key(),
                            config.mail().locations(),
                            hashing::fault,
                            clock,
                            finding ->
                                    events.happened(new Event.Misconfigured(finding.toString()))));
        }
        return new UsersInOrder(sources);
    }

    private Listener listen(Network network, ListenAddress address, Service service)
            throws IOException {
        Listener listener = network.listen(address, service);
        keep(() -> listener.close(GRACE));
        return listener;
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /// The first TCP port for IMAP clients.
    int imapsPort() throws IOException {
        return port(imaps);
    }

    /// The first TCP port for mail.
    int lmtpPort() throws IOException {
        return port(lmtp);
    }

    private static int port(List<Listener> listeners) throws IOException {
        for (Listener listener : listeners) {
            if (listener.port().isPresent()) {
                return listener.port().get();
            }
        }
        throw new IOException("no TCP listener is configured");
    }

    /// Lets nobody in any more, ends what runs, and closes the mail when all is quiet.
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception trouble) {
                events.happened(new Event.Bug("stopping the server", trouble));
            }
        }
    }
}

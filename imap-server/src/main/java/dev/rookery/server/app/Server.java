// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.auth.HashingPool;
import dev.rookery.server.auth.PasswordAuthenticator;
import dev.rookery.server.imap.session.ImapService;
import dev.rookery.server.lmtp.LmtpService;
import dev.rookery.server.lmtp.Recipients;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.Listener;
import dev.rookery.server.net.Network;
import dev.rookery.server.net.ServerTls;
import dev.rookery.server.net.Service;
import dev.rookery.server.net.SystemTimer;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.Users;
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
    /// How long clients may finish what they began.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Config config;
    private final Events events;
    private final InstantSource clock = InstantSource.system();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final List<Listener> servingClients = new ArrayList<>();
    private final List<Listener> takingMail = new ArrayList<>();

    private Server(Config config, Events events) {
        this.config = config;
        this.events = events;
    }

    /// Starts everything; returns when all listeners listen.
    ///
    /// @throws IOException naming the file or address that cannot be used; then nothing runs
    static Server start(Config config, Events events) throws IOException {
        Server server = new Server(config, events);
        try {
            server.wire();
            return server;
        } catch (IOException | RuntimeException refused) {
            server.close();
            throw refused;
        }
    }

    /// The whole server. What is kept first is closed last.
    private void wire() throws IOException {
        SystemTimer timer = keep(new SystemTimer());
        ServerTls tls = Settings.tls(config, timer, events);
        HashingPool hashing = keep(HashingPool.forThisMachine());
        UserSources sources = new UserSources(config, hashing::fault, events);
        Users users = sources.open();
        Authenticator authenticator =
                new PasswordAuthenticator(users, hashing, clock, Thread::sleep, new SecureRandom());
        Recipients recipients = new MailDelivery(sources.addresses(users));
        MailDisk disk = new MailDisk(config);
        MailStore store = keep(Settings.store(config, disk.look(events)));
        keep(Restart.begin(store, events, clock));
        disk.remember();
        ImapService imap =
                new ImapService(
                        Settings.imap(config),
                        Settings.connections(config),
                        authenticator,
                        user -> store.open(user.mail()),
                        events,
                        clock);
        LmtpService lmtp =
                new LmtpService(
                        Settings.lmtp(config),
                        recipients,
                        user -> store.open(user.mail()),
                        events,
                        clock);
        Network network = new Network(Settings.connections(config), timer, events);
        Service mail = new Service("lmtp", lmtp, Optional.empty(), true);
        for (ListenAddress address : config.lmtp()) {
            takingMail.add(listen(network, address, mail));
        }
        listenToAdmins(network, store);
        Service clients = new Service("imap", imap, Optional.of(tls), false);
        for (ListenAddress address : config.imaps()) {
            servingClients.add(listen(network, address, clients));
        }
        Service asking = new Service("imap", imap, Optional.of(tls), true, false);
        for (ListenAddress address : config.imap().listen()) {
            servingClients.add(listen(network, address, asking));
        }
        keep(() -> servingClients.forEach(Listener::stop));
        keep(() -> takingMail.forEach(Listener::stop));
    }

    /// Who wants an account that is in use has to stop the server where there can be no socket.
    private void listenToAdmins(Network network, MailStore store) {
        AdminService service = new AdminService(store, events);
        try {
            listen(
                    network,
                    AdminService.address(config.stateDir()),
                    new Service("admin", service, Optional.empty(), true));
        } catch (IOException refused) {
            events.happened(
                    new Event.Misconfigured(
                            "state_dir: no account is lent to rookery doctor: "
                                    + Failures.sentence(refused)));
        }
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
        return port(servingClients);
    }

    /// The first TCP port for mail.
    int lmtpPort() throws IOException {
        return port(takingMail);
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

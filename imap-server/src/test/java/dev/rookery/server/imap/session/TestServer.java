// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.auth.Authenticator;
import dev.rookery.server.auth.Secret;
import dev.rookery.server.imap.session.ImapSettings.Auto;
import dev.rookery.server.imap.session.ImapSettings.Folder;
import dev.rookery.server.imap.session.ImapSettings.Limits;
import dev.rookery.server.net.ConnectionLimits;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/// The IMAP service on a mail store in a directory, for clients in memory.
final class TestServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    static final List<Folder> FOLDERS =
            List.of(
                    folder("Sent", SpecialUse.SENT, Auto.SUBSCRIBE),
                    folder("Drafts", SpecialUse.DRAFTS, Auto.SUBSCRIBE),
                    folder("Trash", SpecialUse.TRASH, Auto.CREATE),
                    folder("Junk", SpecialUse.JUNK, Auto.NO));

    private static final Set<String> USERS = Set.of("anna", "bert");

    private final Path directory;
    private final MailStore store;
    private final ImapService service;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Map<MemoryTransport, Thread> connections = new ConcurrentHashMap<>();
    private final Disk disk;
    private QuotaLimits quota = QuotaLimits.NONE;

    /// What is done to the mail before a session gets it.
    @FunctionalInterface
    interface Disk {
        Account between(Account account) throws IOException;
    }

    TestServer(Path directory, ImapSettings settings) {
        this(directory, settings, account -> account);
    }

    TestServer(Path directory, ImapSettings settings, Disk disk) {
        this(directory, settings, disk, System::nanoTime);
    }

    TestServer(Path directory, ImapSettings settings, Disk disk, LongSupplier nanoTime) {
        this.directory = directory;
        this.disk = disk;
        InstantSource clock = InstantSource.fixed(NOW);
        this.store =
                MailStore.builder()
                        .clock(clock)
                        .durability(Durability.NONE)
                        .flagsToNames(Duration.ZERO)
                        .build();
        this.service =
                new ImapService(
                        settings,
                        ConnectionLimits.DEFAULT,
                        this::check,
                        this::openBetween,
                        events::add,
                        clock,
                        nanoTime);
    }

    static Limits limits(long appendBytesMax, MessageLimit messages) {
        Limits limits = Limits.DEFAULT;
        return new Limits(
                appendBytesMax,
                limits.login(),
                limits.silence(),
                limits.keepAlive(),
                limits.badCommandsBeforeLoginMax(),
                limits.badCommandsMax(),
                messages,
                limits.search(),
                limits.sessionsPerUserMax());
    }

    static ImapSettings settings(Limits limits) {
        return new ImapSettings('.', "", List.of(), true, true, limits);
    }

    /// A client on its own connection.
    MemoryTransport connect(InetAddress from) {
        return connect(from, false);
    }

    MemoryTransport connect(InetAddress from, boolean secure) {
        MemoryTransport transport = new MemoryTransport(from, secure);
        connections.put(transport, Thread.ofVirtual().start(() -> serve(transport)));
        return transport;
    }

    Account anna() throws IOException {
        return open(new MailUser("anna", new AccountLocation(maildir("anna"))));
    }

    Path maildir(String login) {
        return directory.resolve(login);
    }

    /// From the next login on, accounts may hold so much.
    void limit(QuotaLimits limits) {
        quota = limits;
    }

    void stop() {
        connections.keySet().forEach(MemoryTransport::stop);
    }

    List<Event> events() {
        return events;
    }

    @Override
    public void close() {
        stop();
        for (Thread connection : connections.values()) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> !connection.isAlive());
        }
        store.close();
    }

    private Account open(MailUser user) throws IOException {
        return store.open(user.mail().limitedTo(quota));
    }

    private Account openBetween(MailUser user) throws IOException {
        return disk.between(open(user));
    }

    private void serve(MemoryTransport transport) {
        try (transport) {
            service.serve(transport);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Authenticator.Outcome check(String login, Secret password, InetAddress client) {
        if (login.equals("limbo")) {
            return new Authenticator.Unavailable();
        }
        return USERS.contains(login) && password.equals(Secret.of("secret"))
                ? new Authenticator.Accepted(
                        new MailUser(login, new AccountLocation(maildir(login))))
                : new Authenticator.Refused();
    }

    private static Folder folder(String name, SpecialUse use, Auto auto) {
        return new Folder(new MailboxName(List.of(name)), Optional.of(use), auto);
    }
}

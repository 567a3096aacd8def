// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Event;
import dev.rookery.server.users.MailUser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// A server whose clock stands still, mostly, and whose mailboxes lie in memory. Users at
/// `example.org`:
///
/// - `anna`, `bert`, `john doe`: all is well
/// - `full`: the disk is full; `fullcommit`: it becomes full at the end
/// - `overquota`: holds as much as it may
/// - `busy`: another process has the account; `broken`: the disk fails at the end
/// - `slow`: a minute and a second pass until all is well
/// - `both`: leads to `anna` and `bert`; `halfbroken`: to `anna` and `broken`
/// - `buggy`: our own code fails; `down`: nobody can tell whether this one exists
final class LmtpWorld {
    static final Instant NOW = Instant.parse("2026-11-21T02:03:04Z");

    final List<Event> events = new ArrayList<>();
    final Map<String, List<String>> messages = new TreeMap<>();

    /// What happened in which order: `open anna`, `commit anna`, `close anna`.
    final List<String> log = new ArrayList<>();

    int open;

    final LmtpService service;

    private Instant now = NOW;

    LmtpWorld() {
        this(new LmtpSettings("mx.example.org", 1_000, 4, 10, ServerLimits.LMTP_IDLE_MAX));
    }

    LmtpWorld(LmtpSettings settings) {
        service = new LmtpService(settings, this::resolve, this::open, events::add, () -> now);
    }

    void serve(Transport transport) throws IOException {
        service.serve(transport);
    }

    /// The one message that `user` has.
    String onlyMessage(String user) {
        List<String> mine = messages.getOrDefault(user, List.of());
        if (mine.size() != 1) {
            throw new AssertionError(user + " has " + mine.size() + " messages");
        }
        return mine.getFirst();
    }

    private Recipients.Resolution resolve(String address) {
        return switch (address.toLowerCase(java.util.Locale.ROOT)) {
            case "anna@example.org", "bert@example.org", "john doe@example.org" -> found(address);
            case "full@example.org", "fullcommit@example.org", "busy@example.org" -> found(address);
            case "broken@example.org", "buggy@example.org", "anna" -> found(address);
            case "overquota@example.org", "slow@example.org" -> found(address);
            case "both@example.org" -> new Recipients.Found(List.of(user("anna"), user("bert")));
            case "halfbroken@example.org" ->
                    new Recipients.Found(List.of(user("anna"), user("broken")));
            case "down@example.org" -> new Recipients.Unavailable();
            default -> new Recipients.Unknown();
        };
    }

    private static Recipients.Resolution found(String address) {
        int at = address.indexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        return new Recipients.Found(List.of(user(local)));
    }

    private static MailUser user(String login) {
        return new MailUser(login, new AccountLocation(Path.of("/mail", login)));
    }

    private Account open(MailUser user) throws IOException {
        if (user.login().equals("busy")) {
            throw new AccountInUseException("another process has it");
        }
        open++;
        log.add("open " + user.login());
        return proxy(
                Account.class,
                (method, _) ->
                        switch (method) {
                            case "mailbox" -> mailbox(user.login());
                            case "close" -> closed(user.login());
                            default -> throw new UnsupportedOperationException(method);
                        });
    }

    private Object closed(String user) {
        open--;
        log.add("close " + user);
        return "";
    }

    private Mailbox mailbox(String user) {
        return proxy(
                Mailbox.class,
                (method, _) ->
                        switch (method) {
                            case "name" -> MailboxName.INBOX;
                            case "deliver" -> new MemoryDelivery(user);
                            default -> throw new UnsupportedOperationException(method);
                        });
    }

    private interface Calls {
        Object call(String method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        InvocationHandler handler =
                (_, method, arguments) -> calls.call(method.getName(), arguments);
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private final class MemoryDelivery implements Delivery {
        private final String user;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        MemoryDelivery(String user) {
            this.user = user;
            open++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            if (user.equals("full")) {
                throw new NoSpaceException("full");
            }
            bytes.write(from, offset, length);
        }

        @Override
        public Delivered commit() throws IOException {
            Supplier<IOException> trouble =
                    () ->
                            user.equals("broken")
                                    ? new IOException("EIO")
                                    : new NoSpaceException("full");
            switch (user) {
                case "broken", "fullcommit" -> throw trouble.get();
                case "overquota" -> throw new QuotaExceededException(Resource.STORAGE, 9, 9, 1);
                case "slow" -> now = now.plus(ServerLimits.LMTP_REPLIES_MAX).plusSeconds(1);
                case "buggy" -> throw new IllegalStateException("a bug");
                default -> {}
            }
            log.add("commit " + user);
            List<String> mine = messages.computeIfAbsent(user, _ -> new ArrayList<>());
            mine.add(bytes.toString(StandardCharsets.ISO_8859_1));
            return new Delivered(new UidValidity(1), new Uid(mine.size()));
        }

        @Override
        public void close() {
            open--;
        }
    }
}

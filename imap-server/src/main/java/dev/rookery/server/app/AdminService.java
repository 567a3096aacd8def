// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.net.ConnectionHandler;
import dev.rookery.server.net.ListenAddress;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/// Lends accounts to the command line, over a socket that only the server's own account and root
/// may connect to.
///
/// Whoever writes `LEND `, the absolute path of an account's directory and a line feed is answered
/// `OK`, and has the account until the connection ends; or `NO` and the reason. Clients that have
/// the account open are sent away, and who wants it meanwhile is told that it is in use.
final class AdminService implements ConnectionHandler {
    private static final String FILE = "admin";
    private static final String LEND = "LEND ";
    private static final int LINE_BYTES_MAX = 8 * 1024;
    private static final Duration QUESTION_MAX = Duration.ofSeconds(10);
    private static final Duration LOAN_MAX = Duration.ofDays(7);

    private final MailStore store;
    private final Events events;

    AdminService(MailStore store, Events events) {
        this.store = store;
        this.events = events;
    }

    /// The socket of a server with this state directory.
    static Path socket(Path stateDirectory) {
        return stateDirectory.resolve(FILE);
    }

    static ListenAddress address(Path stateDirectory) {
        return new ListenAddress.Unix(
                socket(stateDirectory),
                PosixFilePermissions.fromString("rw-------"),
                Optional.empty(),
                Optional.empty());
    }

    static String question(AccountLocation account) {
        return LEND + account.maildir();
    }

    @Override
    public void serve(Transport transport) throws IOException {
        transport.readDeadline(QUESTION_MAX);
        Optional<Path> wanted = line(transport).flatMap(AdminService::wanted);
        if (wanted.isEmpty()) {
            answer(transport, "NO the one command is LEND, with the directory of an account");
            return;
        }
        lend(wanted.get(), transport);
    }

    private void lend(Path maildir, Transport transport) throws IOException {
        Closeable loan;
        try {
            loan = store.lend(new AccountLocation(maildir));
        } catch (AccountInUseException busy) {
            answer(transport, "NO " + busy.getMessage());
            return;
        } catch (IOException trouble) {
            answer(transport, "NO " + Failures.sentence(trouble));
            return;
        }
        events.happened(new Event.Lent(maildir.toString()));
        try (loan) {
            answer(transport, "OK");
            transport.readDeadline(LOAN_MAX);
            awaitEnd(transport);
        } finally {
            events.happened(new Event.GivenBack(maildir.toString()));
        }
    }

    private static Optional<Path> wanted(String line) {
        try {
            return Optional.of(line)
                    .filter(text -> text.startsWith(LEND))
                    .map(text -> Path.of(text.substring(LEND.length())))
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /// Nothing if it does not end in time and space.
    private static Optional<String> line(Transport transport) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LINE_BYTES_MAX);
        while (bytes.hasRemaining() && transport.read(bytes) >= 0) {
            int last = bytes.position() - 1;
            if (last >= 0 && bytes.get(last) == '\n') {
                return Optional.of(new String(bytes.array(), 0, last, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static void answer(Transport transport, String line) throws IOException {
        transport.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private static void awaitEnd(Transport transport) throws IOException {
        ByteBuffer ignored = ByteBuffer.allocate(1);
        while (transport.read(ignored) >= 0) {
            ignored.clear();
        }
    }
}

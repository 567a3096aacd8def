// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.server.imap.command.CommandStream;
import dev.rookery.server.imap.response.ResponseEncoder;
import dev.rookery.server.imap.wire.CommandLimits;
import dev.rookery.server.net.InputEndedException;
import dev.rookery.server.net.Transport;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/// Owns one client, from accept to close, on the thread that calls [#run].
///
/// A second virtual thread reads the socket, until whoever accepted the connection closes it. It,
/// the selected mailbox and the deadlines only put into the [Inbox], so that a session is a
/// function of its inputs in order.
final class ImapConnection {
    /// A waiting reader holds this much; once it is filled in one go, the next is larger.
    private static final int QUIET_BYTES = 512;

    private static final int BUSY_BYTES = 16 << 10;

    private final Transport transport;
    private final Deadlines deadlines;
    private final Events events;
    private final Inbox inbox = new Inbox();
    private final Session session;
    private final Conversation conversation;
    private @Nullable Compression compression;
    private Optional<String> login = Optional.empty();

    ImapConnection(ServiceParts parts, Transport transport, Deadlines deadlines) {
        this.transport = transport;
        this.deadlines = deadlines;
        this.events = parts.events();
        this.session = new Session(parts, transport, inbox::mailboxChanged);
        this.conversation =
                new Conversation(
                        new CommandStream(CommandLimits.BEFORE_LOGIN, CommandLimits.AFTER_LOGIN),
                        session,
                        new Output(new ResponseEncoder(this::write), events),
                        parts.settings().limits(),
                        this::become);
    }

    void run() throws InterruptedException {
        Thread.ofVirtual().name("imap-reader").start(this::read);
        String reason = "server error";
        try {
            reason = converse();
        } catch (IOException broken) {
            reason = String.valueOf(broken.getMessage());
        } finally {
            end(reason);
        }
    }

    private String converse() throws IOException, InterruptedException {
        try {
            conversation.greet();
            while (conversation.ended().isEmpty()) {
                accept(next());
                noticeLogin();
            }
            return conversation.ended().get();
        } catch (RuntimeException bug) {
            events.happened(new Event.Bug("an IMAP session", bug));
            conversation.bye("SERVERBUG", "The server made a mistake.");
            return "server error";
        }
    }

    private void accept(Input input) throws IOException {
        if (compression == null || !(input instanceof Input.Bytes(ByteBuffer deflated))) {
            conversation.accept(input);
            return;
        }
        try {
            compression.inflate(
                    deflated,
                    piece -> {
                        if (conversation.ended().isEmpty()) {
                            conversation.accept(new Input.Bytes(piece));
                        }
                    });
        } catch (DataFormatException garbage) {
            conversation.bye("", "That is not deflated: " + garbage.getMessage() + ".");
            return;
        }
        if (deflated.hasRemaining() && conversation.ended().isEmpty()) {
            compression.close();
            compression = null;
            conversation.accept(input);
        }
    }

    private void become(Outcome.Switch change) throws IOException {
        switch (change) {
            case COMPRESSED -> compression = new Compression();
            case PLAIN -> {
                if (compression != null) {
                    compression.end();
                }
            }
            case TLS -> transport.startTls();
        }
    }

    private Input next() throws InterruptedException {
        Optional<Input> overdue = deadlines.overdue(conversation.phase());
        if (overdue.isPresent()) {
            return overdue.get();
        }
        Deadlines.Due due = deadlines.next(conversation.phase());
        Optional<Input> input = inbox.take(due.nanos());
        if (input.isEmpty()) {
            deadlines.keptAlive();
        } else if (input.get() instanceof Input.Bytes) {
            deadlines.heard();
        }
        return input.orElse(due.input());
    }

    private void noticeLogin() {
        Optional<String> now = session.login();
        if (now.isPresent() && login.isEmpty()) {
            transport.authenticated();
        } else if (login.isPresent() && now.isEmpty()) {
            deadlines.strangerAgain();
            loggedOut(login.get(), "UNAUTHENTICATE");
        }
        login = now;
    }

    private void end(String reason) {
        inbox.close();
        try (session) {
            conversation.close();
        } catch (IOException trouble) {
            events.happened(new Event.StorageTrouble("dropping an unfinished message", trouble));
        } finally {
            if (compression != null) {
                compression.close();
            }
        }
        if (session.login().isPresent()) {
            loggedOut(session.login().get(), reason);
        } else {
            events.happened(new Event.Disconnected("imap", transport.peer().address(), reason));
        }
    }

    private void loggedOut(String user, String reason) {
        events.happened(new Event.LoggedOut("imap", user, transport.peer().address(), reason));
    }

    private void read() {
        int size = QUIET_BYTES;
        try {
            while (true) {
                ByteBuffer bytes = ByteBuffer.allocate(size);
                if (transport.read(bytes) < 0) {
                    inbox.clientGone("client closed the connection");
                    return;
                }
                size = bytes.hasRemaining() ? QUIET_BYTES : BUSY_BYTES;
                boolean mayChange = transport.canStartTls();
                if (!inbox.put(bytes.flip()) || (mayChange && !inbox.awaitAnswered())) {
                    return;
                }
            }
        } catch (InputEndedException ended) {
            switch (ended.reason()) {
                case SHUTDOWN -> inbox.serverStops();
                case DEADLINE -> inbox.clientGone("client was silent too long");
            }
        } catch (IOException | InterruptedException broken) {
            inbox.clientGone("connection broke: " + broken.getMessage());
        }
    }

    private void write(ByteBuffer bytes) throws ConnectionBrokenException {
        try {
            if (compression == null) {
                transport.write(bytes);
            } else {
                compression.deflate(bytes, transport::write);
            }
        } catch (IOException broken) {
            throw new ConnectionBrokenException("connection broke: " + broken.getMessage(), broken);
        }
    }
}

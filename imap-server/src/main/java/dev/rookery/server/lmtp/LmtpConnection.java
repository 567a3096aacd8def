// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.lmtp.LmtpSession.Expect;
import dev.rookery.server.net.InputEndedException;
import dev.rookery.server.net.Transport;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Owns one client, from its greeting to its end, on its own virtual thread.
final class LmtpConnection {
    private static final int COMMAND_BUFFER_BYTES = 4 * 1024;
    private static final int BODY_BUFFER_BYTES = 64 * 1024;

    private final Transport transport;
    private final LmtpService service;
    private final Replies replies;
    private final Framing framing = new Framing();
    private ByteBuffer buffer = ByteBuffer.allocate(COMMAND_BUFFER_BYTES);
    private Expect expected = Expect.COMMAND;

    LmtpConnection(Transport transport, LmtpService service) {
        this.transport = transport;
        this.service = service;
        this.replies = new Replies(transport);
    }

    void run() throws IOException {
        try (LmtpSession session = new LmtpSession(service, transport.peer(), replies)) {
            session.greet();
            while (expected != Expect.NOTHING) {
                step(session, framing.next());
            }
            replies.flush();
        } catch (InputEndedException ended) {
            lastWords(
                    switch (ended.reason()) {
                        case DEADLINE -> new Reply(421, "4.4.2", "Idle too long");
                        case SHUTDOWN -> new Reply(421, "4.3.2", "Shutting down");
                    });
        } catch (RuntimeException bug) {
            try {
                lastWords(new Reply(421, "4.3.0", "Internal error"));
            } catch (IOException gone) {
                bug.addSuppressed(gone);
            }
            throw bug;
        }
    }

    private void step(LmtpSession session, Input input) throws IOException {
        switch (input) {
            case Input.NeedBytes _ -> receive();
            case Input.Line(String text) -> expect(command(session, text));
            case Input.OverlongLine _ ->
                    expect(session.refuse(new Reply(500, "5.5.2", "Line too long")));
            case Input.BareLineEnd _ ->
                    expect(session.refuse(new Reply(500, "5.5.2", "Lines end with CRLF")));
            case Input.Body(ByteBuffer bytes) -> session.body(bytes);
            case Input.EndOfBody _ -> {
                session.endOfBody();
                expect(Expect.COMMAND);
            }
        }
    }

    private static Expect command(LmtpSession session, String line) throws IOException {
        LmtpCommand command;
        try {
            command = CommandParser.parse(line);
        } catch (RefusedException refused) {
            return session.refuse(refused.reply());
        }
        return session.run(command);
    }

    private void expect(Expect next) {
        expected = next;
        if (next == Expect.BODY) {
            framing.expectBody();
        }
    }

    private void receive() throws IOException {
        replies.flush();
        transport.readDeadline(service.settings().idleMax());
        int wanted = expected == Expect.BODY ? BODY_BUFFER_BYTES : COMMAND_BUFFER_BYTES;
        buffer = buffer.capacity() == wanted ? buffer.clear() : ByteBuffer.allocate(wanted);
        if (transport.read(buffer) < 0) {
            if (expected == Expect.BODY) {
                throw new EOFException("the client left in the middle of a message");
            }
            expected = Expect.NOTHING;
        }
        framing.feed(buffer.flip());
    }

    private void lastWords(Reply reply) throws IOException {
        replies.send(reply);
        replies.flush();
    }
}

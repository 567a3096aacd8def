// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.net.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Replies on their way to the client: gathered while commands are pipelined (RFC 2920), sent
/// before anybody waits for the client.
final class Replies {
    private static final int GATHERED_BYTES_MAX = 8 * 1024;

    private final Transport transport;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();

    Replies(Transport transport) {
        this.transport = transport;
    }

    void send(Reply reply) throws IOException {
        sendLine(reply.toString());
    }

    /// For the few replies that have no enhanced code or several lines.
    void sendLine(String line) throws IOException {
        gathered.writeBytes((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        if (gathered.size() >= GATHERED_BYTES_MAX) {
            flush();
        }
    }

    void flush() throws IOException {
        if (gathered.size() > 0) {
            ByteBuffer bytes = ByteBuffer.wrap(gathered.toByteArray());
            gathered.reset();
            transport.write(bytes);
        }
    }
}

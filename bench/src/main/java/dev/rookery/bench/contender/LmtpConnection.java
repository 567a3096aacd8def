// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/// An MTA's side of LMTP, pipelined as Postfix does it. RFC 2033.
public final class LmtpConnection implements AutoCloseable {
    private final SocketChannel socket;
    private final BufferedReader in;
    private final OutputStream out;

    LmtpConnection(SocketChannel socket) throws IOException {
        this.socket = socket;
        this.in =
                new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(socket), US_ASCII));
        this.out = Channels.newOutputStream(socket);
        require("220");
        send("LHLO bench\r\n");
        require("250");
    }

    /// Returns when the server has taken responsibility.
    ///
    /// @param message with CRLF at its end and no line that begins with a dot
    public void deliver(String user, byte[] message) throws IOException {
        send("MAIL FROM:<>\r\nRCPT TO:<" + user + ">\r\nDATA\r\n");
        require("250");
        require("250");
        require("354");
        byte[] end = ".\r\n".getBytes(US_ASCII);
        byte[] all = new byte[message.length + end.length];
        System.arraycopy(message, 0, all, 0, message.length);
        System.arraycopy(end, 0, all, message.length, end.length);
        out.write(all);
        require("250");
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
    }

    private void require(String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("Dovecot said " + line + " instead of " + code);
            }
        } while (line.startsWith(code + "-"));
    }

    @Override
    public void close() throws IOException {
        try (socket) {
            send("QUIT\r\n");
            require("221");
        }
    }
}

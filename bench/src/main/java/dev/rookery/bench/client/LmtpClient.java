// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An MTA's side of LMTP, pipelined as Postfix does it. RFC 2033.
public final class LmtpClient implements AutoCloseable {
    private static final int SILENCE_MILLIS_MAX = 120_000;
    private static final byte[] END = Words.ascii(".\r\n");

    private final Closeable connection;
    private final BufferedReader in;
    private final OutputStream out;

    private LmtpClient(Closeable connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
        this.out = out;
    }

    public static LmtpClient connect(InetSocketAddress address) throws IOException {
        Socket socket = Sockets.connect(address, SILENCE_MILLIS_MAX);
        return greeted(new LmtpClient(socket, socket.getInputStream(), socket.getOutputStream()));
    }

    public static LmtpClient connect(UnixDomainSocketAddress address) throws IOException {
        SocketChannel socket = SocketChannel.open(address);
        return greeted(
                new LmtpClient(
                        socket, Channels.newInputStream(socket), Channels.newOutputStream(socket)));
    }

    private static LmtpClient greeted(LmtpClient client) throws IOException {
        try {
            client.require("220");
            client.send("LHLO bench.example\r\n");
            client.require("250");
            return client;
        } catch (IOException | RuntimeException failure) {
            client.connection.close();
            throw failure;
        }
    }

    /// Returns when the server has taken responsibility.
    ///
    /// @param message with CRLF at its end and no line that begins with a dot
    public void deliver(String user, byte[] message) throws IOException {
        hand(user, message, END);
        require("250");
    }

    /// All but the final dot, without which the server must wait.
    ///
    /// @param message with CRLF at its end and no line that begins with a dot
    public void begin(String user, byte[] message) throws IOException {
        hand(user, message, new byte[0]);
    }

    /// Sends the dot; [#accepted] has the server's answer.
    public void end() throws IOException {
        out.write(END);
    }

    /// Returns when the server has taken responsibility.
    public void accepted() throws IOException {
        require("250");
    }

    private void hand(String user, byte[] message, byte[] end) throws IOException {
        send("MAIL FROM:<bench@bench.example>\r\nRCPT TO:<" + user + ">\r\nDATA\r\n");
        require("250");
        require("250");
        require("354");
        byte[] all = Arrays.copyOf(message, message.length + end.length);
        System.arraycopy(end, 0, all, message.length, end.length);
        out.write(all);
    }

    private void send(String text) throws IOException {
        out.write(Words.ascii(text));
    }

    private void require(String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("answered " + line + " instead of " + code);
            }
        } while (line.startsWith(code + "-"));
    }

    @Override
    public void close() throws IOException {
        try (connection) {
            send("QUIT\r\n");
            require("221");
        }
    }
}

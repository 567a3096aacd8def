// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Sends a first message through the server's own door, as an MTA would.
final class WelcomeMail {
    private static final int TIMEOUT_MILLIS = 10_000;

    private WelcomeMail() {}

    /// @throws IOException if the server does not take it, naming its reply
    static void send(int port, String recipient, Instant now) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            BufferedReader replies =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.US_ASCII));
            expect(replies, "220");
            say(socket, replies, "LHLO localhost", "250");
            say(socket, replies, "MAIL FROM:<postmaster@" + Demo.DOMAIN + ">", "250");
            say(socket, replies, "RCPT TO:<" + recipient + ">", "250");
            say(socket, replies, "DATA", "354");
            say(socket, replies, message(recipient, now) + "\r\n.", "250");
            say(socket, replies, "QUIT", "221");
        }
    }

    private static void say(Socket socket, BufferedReader replies, String line, String code)
            throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        expect(replies, code);
    }

    private static void expect(BufferedReader replies, String code) throws IOException {
        String reply = replies.readLine();
        while (reply != null && reply.startsWith(code + "-")) {
            reply = replies.readLine();
        }
        if (reply == null || !reply.startsWith(code)) {
            throw new IOException("the welcome mail was not taken: " + reply);
        }
    }

    private static String message(String recipient, Instant now) {
        return """
        From: Rookery <postmaster@%s>
        To: <%s>
        Subject: Welcome to Rookery
        Date: %s
        Message-ID: <welcome.%d.%s>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        This message came in through LMTP and lies in a Maildir now.

        Flag it, move it, search for it, or send yourself another one:
        whatever you see acknowledged will still be there after a power cut.\
        """
                .formatted(
                        Demo.DOMAIN,
                        recipient,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)),
                        now.toEpochMilli(),
                        recipient)
                .replace("\n", "\r\n");
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Copies a Maildir into an INBOX through IMAP, many messages with each command; the server must
/// have MULTIAPPEND and LITERAL+. RFC 3502, RFC 7888.
final class MultiAppend {
    private static final int BATCH_MESSAGES_MAX = 1_000;
    private static final int BATCH_BYTES_MAX = 16 * 1024 * 1024;
    private static final int BUFFER_BYTES = 256 * 1024;
    private static final int SILENCE_MILLIS_MAX = 120_000;

    private final BufferedReader in;
    private final OutputStream out;
    private int commands;

    private MultiAppend(Socket socket) throws IOException {
        this.in =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
    }

    /// Takes what lies in `cur/`, in the order of names.
    static void copy(Path maildir, InetSocketAddress imap, String user) throws IOException {
        MaildirKeywords keywords = MaildirKeywords.of(maildir);
        try (Socket socket = new Socket();
                Stream<Path> entries = Files.list(maildir.resolve("cur"))) {
            socket.setSoTimeout(SILENCE_MILLIS_MAX);
            socket.connect(imap, SILENCE_MILLIS_MAX);
            MultiAppend session = new MultiAppend(socket);
            session.login(user);
            session.append(entries.sorted().toList(), keywords);
            session.logout();
        }
    }

    private void login(String user) throws IOException {
        String greeting = in.readLine();
        if (greeting == null || !greeting.startsWith("* OK")) {
            throw new IOException("greeted with " + greeting);
        }
        begin("LOGIN " + user + " " + Logins.PASSWORD);
        finish("LOGIN");
    }

    private void append(List<Path> files, MaildirKeywords keywords) throws IOException {
        for (int next = 0; next < files.size(); ) {
            Path first = files.get(next);
            int end = Math.min(files.size(), next + BATCH_MESSAGES_MAX);
            begin("APPEND INBOX");
            for (int bytes = 0; next < end && bytes < BATCH_BYTES_MAX; next++) {
                AppendedMessage message = AppendedMessage.read(files.get(next), keywords);
                byte[] content = message.content();
                send(" " + message.arguments() + " {" + content.length + "+}\r\n");
                out.write(content);
                bytes += content.length;
            }
            finish(first + " up to " + files.get(next - 1));
        }
    }

    private void logout() throws IOException {
        begin("LOGOUT");
        finish("LOGOUT");
    }

    private void begin(String command) throws IOException {
        send("m" + ++commands + " " + command);
    }

    private void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void finish(String what) throws IOException {
        send("\r\n");
        out.flush();
        String tag = "m" + commands + " ";
        String line;
        do {
            line = in.readLine();
        } while (line != null && !line.startsWith(tag));
        if (line == null || !line.startsWith(tag + "OK")) {
            throw new IOException(what + ": " + line);
        }
    }
}

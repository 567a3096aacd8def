// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One connection of a mail client, which waits for each answer. Answers are counted, not kept.
public final class ImapClient implements AutoCloseable {
    /// A server that says nothing for so long has lost.
    private static final int SILENCE_MILLIS_MAX = 120_000;

    private final Socket socket;
    private final OutputStream out;
    private final Answer answer = new Answer();
    private final AnswerReader reader;
    private byte[] tag = Words.ascii("a0 ");
    private long commands;
    private Set<String> capabilities = Set.of();

    private ImapClient(Socket socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.out = out;
        this.reader = new AnswerReader(in, answer);
    }

    /// Connects and reads the greeting.
    public static ImapClient connect(InetSocketAddress address) throws IOException {
        return greeted(Sockets.connect(address, SILENCE_MILLIS_MAX));
    }

    /// The same inside TLS.
    public static ImapClient connect(InetSocketAddress address, TlsClient tls) throws IOException {
        return greeted(tls.wrap(Sockets.connect(address, SILENCE_MILLIS_MAX)));
    }

    private static ImapClient greeted(Socket socket) throws IOException {
        try {
            ImapClient client =
                    new ImapClient(socket, socket.getInputStream(), socket.getOutputStream());
            client.reader.response();
            if (!client.reader.head().startsWith("* OK")) {
                throw new IOException("greeted with " + client.reader.head().strip());
            }
            return client;
        } catch (IOException | RuntimeException failure) {
            socket.close();
            throw failure;
        }
    }

    public void login(String user, String password) throws IOException {
        var _ = run("LOGIN " + user + " " + password);
    }

    /// The answer's `exists` tells how many messages there are.
    public Answer select(String mailbox) throws IOException {
        answer.exists = 0;
        answer.highestModSeq = 0;
        return run("SELECT " + mailbox);
    }

    /// @param command without its tag and line end
    /// @return what the server answered; valid until the next command of this client
    /// @throws IOException if it refused
    public Answer run(String command) throws IOException {
        begin(Words.ascii(command + "\r\n"));
        return finish(command);
    }

    /// Adds a message; the server need not be asked before its bytes are sent if it can do without.
    ///
    /// @param arguments before the literal, such as `INBOX (\Seen)`
    public Answer append(String arguments, byte[] message) throws IOException {
        boolean asks = !capabilities().contains("LITERAL+");
        String size = "{" + message.length + (asks ? "}" : "+}");
        byte[] command = Words.ascii("APPEND " + arguments + " " + size + "\r\n");
        if (asks) {
            begin(command);
            awaitGoAhead();
            out.write(message);
            out.write(Words.ascii("\r\n"));
        } else {
            ByteArrayOutputStream all =
                    new ByteArrayOutputStream(command.length + message.length + 2);
            all.writeBytes(command);
            all.writeBytes(message);
            all.writeBytes(Words.ascii("\r\n"));
            begin(all.toByteArray());
        }
        return finish("APPEND");
    }

    /// Begins a command that adds several messages, all or none (RFC 3502): each follows by
    /// [#nextOfSeveral], and [#finishSeveral] sends the end. Needs a server that takes literals
    /// without being asked.
    public void beginSeveral(String mailbox) throws IOException {
        begin(Words.ascii("APPEND " + mailbox));
    }

    /// @param arguments before the literal, such as `(\Seen)`
    public void nextOfSeveral(String arguments, byte[] message) throws IOException {
        byte[] head = Words.ascii(" " + arguments + " {" + message.length + "+}\r\n");
        byte[] all = Arrays.copyOf(head, head.length + message.length);
        System.arraycopy(message, 0, all, head.length, message.length);
        out.write(all);
    }

    public Answer finishSeveral() throws IOException {
        out.write(Words.ascii("\r\n"));
        out.flush();
        return finish("APPEND");
    }

    /// What the server said it can do after login, in upper case.
    public Set<String> capabilities() throws IOException {
        if (capabilities.isEmpty()) {
            reader.keep();
            var _ = run("CAPABILITY");
            String line = reader.stop().lines().findFirst().orElse("");
            capabilities = Set.of(line.toUpperCase(Locale.ROOT).strip().split(" +"));
        }
        return capabilities;
    }

    /// The same as `run`, with the text of the answer; for checks, not for measuring.
    public String text(String command) throws IOException {
        reader.keep();
        var _ = run(command);
        return reader.stop();
    }

    /// How often each text stands in the answer, literals included, of which nothing is kept.
    public List<Long> occurrences(String command, String... texts) throws IOException {
        Occurrences occurrences = new Occurrences(texts);
        reader.count(occurrences);
        try {
            var _ = run(command);
        } finally {
            reader.count(null);
        }
        return occurrences.counts();
    }

    /// Begins to wait for news; `awaitNews` returns them one by one, `done` ends it.
    public void idle() throws IOException {
        begin(Words.ascii("IDLE\r\n"));
        awaitGoAhead();
    }

    /// Waits for the next untagged response.
    public Answer awaitNews() throws IOException {
        count();
        return answer;
    }

    public Answer done() throws IOException {
        out.write(Words.ascii("DONE\r\n"));
        out.flush();
        return finish("IDLE");
    }

    private void begin(byte[] command) throws IOException {
        answer.clear();
        tag = Words.ascii("a" + ++commands + " ");
        byte[] line = new byte[tag.length + command.length];
        System.arraycopy(tag, 0, line, 0, tag.length);
        System.arraycopy(command, 0, line, tag.length, command.length);
        out.write(line);
        out.flush();
    }

    private void awaitGoAhead() throws IOException {
        do {
            count();
            if (reader.headStartsWith(tag)) {
                throw new IOException("refused: " + reader.head().strip());
            }
        } while (!reader.headStartsWith(Words.GO_AHEAD));
    }

    private Answer finish(String command) throws IOException {
        do {
            count();
        } while (!reader.headStartsWith(tag));
        answer.status = reader.head().substring(tag.length).strip();
        if (!answer.isOk()) {
            throw new IOException(command + ": " + answer.status);
        }
        return answer;
    }

    private void count() throws IOException {
        reader.response();
        long number = reader.number();
        if (number >= 0) {
            countNumbered(number);
        } else if (reader.headStartsWith(Words.VANISHED)) {
            answer.expunged += Vanished.count(reader.head());
        } else {
            answer.uidNext = Math.max(answer.uidNext, reader.numberBehind(Words.UID_NEXT));
            long modSeq = reader.numberBehind(Words.HIGHEST_MOD_SEQ);
            answer.highestModSeq = Math.max(answer.highestModSeq, modSeq);
        }
    }

    private void countNumbered(long number) {
        if (reader.isOf(Words.FETCH)) {
            answer.fetched++;
            answer.fetchedSum += number;
        } else if (reader.isOf(Words.EXISTS)) {
            answer.exists = number;
        } else if (reader.isOf(Words.EXPUNGE)) {
            answer.expunged++;
            answer.exists--;
        }
    }

    /// Says goodbye and waits for the answer; then the connection is closed, whatever it was.
    public void logout() throws IOException {
        try (socket) {
            var _ = run("LOGOUT");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

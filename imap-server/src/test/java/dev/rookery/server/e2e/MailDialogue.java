// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Hands messages to an SMTP or LMTP server on a loopback port; each refusal is an answer, not a
/// failure.
final class MailDialogue implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final boolean oneReplyPerRecipient;

    private MailDialogue(int port, String greeting, boolean oneReplyPerRecipient)
            throws IOException {
        this.oneReplyPerRecipient = oneReplyPerRecipient;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        assertThat(reply()).startsWith("220");
        assertThat(command(greeting + " client.test")).startsWith("250");
    }

    static MailDialogue smtp(int port) throws IOException {
        return new MailDialogue(port, "EHLO", false);
    }

    static MailDialogue lmtp(int port) throws IOException {
        return new MailDialogue(port, "LHLO", true);
    }

    /// Sends one message. Returns the last reply for SMTP, for LMTP one reply for each accepted
    /// recipient; a refusal before the data is returned alone.
    List<String> send(byte[] message, List<String> recipients) throws IOException {
        List<String> refusals = new ArrayList<>();
        String sender = command("MAIL FROM:<sender@client.test> BODY=8BITMIME");
        if (!sender.startsWith("250")) {
            return List.of(sender);
        }
        for (String recipient : recipients) {
            String reply = command("RCPT TO:<" + recipient + ">");
            if (!reply.startsWith("250")) {
                refusals.add(reply);
            }
        }
        int accepted = recipients.size() - refusals.size();
        if (accepted == 0) {
            command("RSET");
            return refusals;
        }
        assertThat(command("DATA")).startsWith("354");
        writeStuffed(message);
        List<String> replies = new ArrayList<>(refusals);
        for (int i = 0; i < (oneReplyPerRecipient ? accepted : 1); i++) {
            replies.add(reply());
        }
        return replies;
    }

    String command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(ISO_8859_1));
        out.flush();
        return reply();
    }

    private void writeStuffed(byte[] message) throws IOException {
        boolean lineStarts = true;
        for (byte octet : message) {
            if (lineStarts && octet == '.') {
                out.write('.');
            }
            out.write(octet);
            lineStarts = octet == '\n';
        }
        out.write(".\r\n".getBytes(ISO_8859_1));
        out.flush();
    }

    /// The last line of a reply, "250 2.0.0 OK" for example.
    private String reply() throws IOException {
        while (true) {
            String line = line();
            if (line.length() < 4 || line.charAt(3) != '-') {
                return line;
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the server closed after: " + line);
            }
            if (read == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) read);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

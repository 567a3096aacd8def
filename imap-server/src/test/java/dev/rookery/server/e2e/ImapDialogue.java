// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Checksum;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// The simplest client: sends a command over TLS, returns the answer as ISO 8859-1 text with its
/// literals in place.
final class ImapDialogue implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}\r\n$");

    private final SSLSocket socket;
    private final InputStream in;
    private int commands;

    ImapDialogue(int port, Path trusted) throws IOException {
        socket = (SSLSocket) trusting(trusted).getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(30_000);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        assertThat(line()).startsWith("* OK ");
    }

    static SSLContext trusting(Path certificate) throws IOException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /// Returns the untagged responses of a command that must end with OK.
    List<String> command(String command) throws IOException {
        List<String> answer = attempt(command);
        String tagged = answer.removeLast();
        assertThat(tagged).as(command).startsWith("OK ");
        return answer;
    }

    /// Returns all responses; the last is the tagged one, without its tag.
    List<String> attempt(String command) throws IOException {
        String tag = "t" + ++commands;
        send(tag + " " + command);
        List<String> answer = new ArrayList<>();
        while (true) {
            String response = response();
            if (response.startsWith(tag + " ")) {
                answer.add(response.substring(tag.length() + 1));
                return answer;
            }
            answer.add(response);
        }
    }

    void send(String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
    }

    /// One response: a line, and as long as it ends in a literal, the literal and the line after
    /// it.
    String response() throws IOException {
        StringBuilder response = new StringBuilder();
        while (true) {
            String line = line();
            response.append(line);
            Matcher literal = LITERAL.matcher(line);
            if (!literal.find()) {
                return response.toString().stripTrailing();
            }
            byte[] bytes = in.readNBytes(Integer.parseInt(literal.group(1)));
            response.append(new String(bytes, ISO_8859_1));
        }
    }

    /// The bytes of a literal, which may be more than memory holds.
    void literal(long length, Checksum sum) throws IOException {
        byte[] piece = new byte[1 << 16];
        long left = length;
        while (left > 0) {
            int count = in.read(piece, 0, (int) Math.min(piece.length, left));
            if (count < 0) {
                throw new EOFException("the server closed inside a literal");
            }
            sum.update(piece, 0, count);
            left -= count;
        }
    }

    /// With its end.
    String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int read = in.read();
            if (read < 0) {
                throw new EOFException("the server closed after: " + line);
            }
            line.write(read);
            if (read == '\n') {
                return line.toString(ISO_8859_1);
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

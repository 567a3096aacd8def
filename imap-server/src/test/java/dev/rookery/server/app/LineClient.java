// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Somebody who types lines at a server, with or without TLS.
final class LineClient implements Closeable {
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    private LineClient(Socket socket) throws IOException {
        this(socket, socket.getInputStream(), socket.getOutputStream());
    }

    private LineClient(Socket socket, InputStream in, OutputStream out) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.out = out;
    }

    static LineClient plain(int port) throws IOException {
        return new LineClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /// Trusts that certificate and no other.
    static LineClient tls(int port, Path certificate) throws Exception {
        return new LineClient(
                trusting(certificate)
                        .getSocketFactory()
                        .createSocket(InetAddress.getLoopbackAddress(), port));
    }

    /// Goes on inside TLS, on the same socket.
    LineClient startTls(Path certificate) throws Exception {
        return new LineClient(
                trusting(certificate)
                        .getSocketFactory()
                        .createSocket(socket, socket.getInetAddress().getHostAddress(), -1, true));
    }

    /// Goes on deflated in both directions, on the same socket. RFC 4978.
    LineClient deflated() throws IOException {
        InputStream inflated =
                new InflaterInputStream(socket.getInputStream(), new Inflater(true)) {
                    // It says that there is always more, and readers then wait for that.
                    @Override
                    public int available() {
                        return 0;
                    }
                };
        return new LineClient(
                socket,
                inflated,
                new DeflaterOutputStream(
                        socket.getOutputStream(),
                        new Deflater(Deflater.BEST_COMPRESSION, true),
                        true));
    }

    /// Sends bytes as they are.
    void send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static SSLContext trusting(Path certificate)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var file = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    String read() throws IOException {
        String line = in.readLine();
        return line == null ? "(closed)" : line;
    }

    /// Sends a line; returns the next one of the server.
    String say(String line) throws IOException {
        send(line + "\r\n");
        return read();
    }

    /// Reads up to the line that begins so, and returns it.
    String readUntil(String start) throws IOException {
        String line = read();
        while (!line.startsWith(start) && !line.equals("(closed)")) {
            line = read();
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

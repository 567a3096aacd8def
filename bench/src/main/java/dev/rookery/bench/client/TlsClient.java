// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/// The client's side of TLS 1.3: one suite for all, and one certificate to trust.
public final class TlsClient {
    private static final String[] SUITES = {"TLS_AES_128_GCM_SHA256"};
    private static final String[] VERSIONS = {"TLSv1.3"};

    /// Sessions are looked for by host and port; these are never the same again.
    private static final int NAMES = 65_536;

    private final KeyStore trusted;
    private final boolean resumes;
    private final SSLContext context;
    private final AtomicLong handshakes = new AtomicLong();
    private final AtomicLong resumed = new AtomicLong();

    private TlsClient(KeyStore trusted, boolean resumes) throws GeneralSecurityException {
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        this.trusted = trusted;
        this.resumes = resumes;
        this.context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
    }

    /// One that never resumes a session.
    ///
    /// @param certificate PEM, the server's own
    public static TlsClient trusting(Path certificate) throws IOException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
            return new TlsClient(store, false);
        } catch (GeneralSecurityException unusable) {
            throw new IOException("not a certificate: " + certificate, unusable);
        }
    }

    /// One that offers to resume its last session, as one mail client does; to be used by one
    /// thread, for a session is resumed once.
    public TlsClient returning() throws IOException {
        try {
            return new TlsClient(trusted, true);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    /// How many of all handshakes resumed a session.
    public long resumed() {
        return resumed.get();
    }

    Socket wrap(Socket connected) throws IOException {
        try {
            long begun = System.currentTimeMillis();
            long nth = handshakes.getAndIncrement();
            String name = resumes ? "localhost" : "localhost" + nth / NAMES;
            int port = resumes ? connected.getPort() : (int) (nth % NAMES);
            SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory().createSocket(connected, name, port, true);
            socket.setEnabledProtocols(VERSIONS);
            socket.setEnabledCipherSuites(SUITES);
            socket.startHandshake();
            if (socket.getSession().getCreationTime() < begun) {
                resumed.incrementAndGet();
            }
            return socket;
        } catch (IOException | RuntimeException failure) {
            connected.close();
            throw failure;
        }
    }
}

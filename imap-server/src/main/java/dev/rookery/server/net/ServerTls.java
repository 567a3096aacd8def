// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.net;

import dev.rookery.server.limits.ServerLimits;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;

/// The server's side of TLS: which certificate it shows and which versions it speaks.
///
/// When the files change, later handshakes use what they hold then. Files that cannot be used are
/// reported once and change nothing; connections keep what they began with.
public final class ServerTls {
    static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Path chainFile;
    private final Path keyFile;
    private final TlsVersion minimum;
    private final Timer timer;
    private final Events events;

    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lookedNanos;
    private volatile FileMarks marks;
    private volatile SSLContext context;

    private ServerTls(Path chainFile, Path keyFile, TlsVersion minimum, Timer timer, Events events)
            throws IOException {
        this.chainFile = chainFile;
        this.keyFile = keyFile;
        this.minimum = minimum;
        this.timer = timer;
        this.events = events;
        this.lookedNanos = timer.nanoTime();
        this.marks = FileMarks.of(chainFile, keyFile);
        this.context = context(PemFiles.read(chainFile, keyFile));
    }

    /// @param chainFile PEM: the server's certificate first, then those that lead to its root
    /// @param keyFile PEM: PKCS#8, PKCS#1 or SEC1, not encrypted
    /// @throws IOException if the files cannot be used; the message names the file
    public static ServerTls open(
            Path chainFile, Path keyFile, TlsVersion minimum, Timer timer, Events events)
            throws IOException {
        return new ServerTls(chainFile, keyFile, minimum, timer, events);
    }

    SSLEngine newEngine() {
        look();
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        var parameters = engine.getSSLParameters();
        parameters.setProtocols(minimum.protocols());
        parameters.setUseCipherSuitesOrder(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /// One thread looks at the files, every few seconds; the others go on with what there is.
    private void look() {
        long now = timer.nanoTime();
        if (now - lookedNanos < LOOK_EVERY.toNanos() || !looking.compareAndSet(false, true)) {
            return;
        }
        try {
            lookedNanos = now;
            FileMarks seen = FileMarks.of(chainFile, keyFile);
            if (!seen.equals(marks)) {
                marks = seen;
                context = context(PemFiles.read(chainFile, keyFile));
            }
        } catch (IOException | RuntimeException unusable) {
            events.happened(new Event.NetworkTrouble("TLS certificate " + chainFile, unusable));
        } finally {
            looking.set(false);
        }
    }

    private static SSLContext context(Identity identity) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            // No trust managers: clients are not asked for certificates.
            context.init(new KeyManager[] {identity.keys()}, new TrustManager[0], null);
            context.getServerSessionContext()
                    .setSessionCacheSize(ServerLimits.TLS_SESSIONS_KEPT_MAX);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up", e);
        }
    }

    /// What tells one state of the two files from another.
    private record FileMarks(Mark chain, Mark key) {
        static FileMarks of(Path chainFile, Path keyFile) throws IOException {
            return new FileMarks(Mark.of(chainFile), Mark.of(keyFile));
        }

        private record Mark(Object modified, long sizeBytes, String file) {
            static Mark of(Path path) throws IOException {
                if (Files.notExists(path)) {
                    return new Mark("missing", 0, "");
                }
                var attributes = Files.readAttributes(path, BasicFileAttributes.class);
                return new Mark(
                        attributes.lastModifiedTime(),
                        attributes.size(),
                        String.valueOf(attributes.fileKey()));
            }
        }
    }
}

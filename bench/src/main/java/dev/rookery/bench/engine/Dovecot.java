// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import dev.rookery.bench.client.LmtpClient;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Debian's Dovecot with directories and a socket of its own, beside whatever the machine runs.
///
/// Settings are the stock ones; mail of user `u` lies in `mail/u`. It must be started by the
/// superuser and handles mail as `nobody`.
final class Dovecot implements AutoCloseable {
    private static final Path SERVER = Path.of("/usr/sbin/dovecot");
    private static final Path IMAP = Path.of("/usr/lib/dovecot/imap");
    private static final Path LMTP = Path.of("/usr/lib/dovecot/lmtp");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");
    private static final int START_SECONDS_MAX = 20;
    private static final int STOP_SECONDS_MAX = 20;

    private final Path directory;
    private final Process server;

    private Dovecot(Path directory, Process server) {
        this.directory = directory;
        this.server = server;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(SERVER)
                && Files.isExecutable(IMAP)
                && Files.isExecutable(LMTP)
                && "root".equals(System.getProperty("user.name"));
    }

    /// Starts it in a new directory; returns when it takes mail.
    public static Dovecot start(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("run"));
        Path open = Files.createDirectory(directory.resolve("mail"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path configuration = directory.resolve("conf");
        Files.writeString(configuration, settings(directory));
        Process server =
                new ProcessBuilder(SERVER.toString(), "-F", "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("started").toFile())
                        .start();
        Dovecot dovecot = new Dovecot(directory, server);
        try {
            dovecot.awaitLmtp();
        } catch (IOException | RuntimeException failure) {
            try (dovecot) {
                throw failure;
            }
        }
        return dovecot;
    }

    private static String settings(Path directory) {
        return """
        base_dir = %1$s/run
        state_dir = %1$s/run
        log_path = %1$s/log
        protocols = lmtp
        ssl = no
        mail_location = maildir:%1$s/mail/%%u
        passdb {
          driver = static
          args = nopassword=y
        }
        userdb {
          driver = static
          args = uid=nobody gid=nogroup home=%1$s/mail/%%u allow_all_users=yes
        }
        namespace inbox {
          inbox = yes
        }
        """
                .formatted(directory);
    }

    private void awaitLmtp() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
        while (true) {
            try (SocketChannel _ = SocketChannel.open(lmtpSocket())) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() > end || !server.isAlive()) {
                    throw new IOException(
                            "Dovecot did not start: "
                                    + Files.readString(directory.resolve("started")),
                            notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private UnixDomainSocketAddress lmtpSocket() {
        return UnixDomainSocketAddress.of(directory.resolve("run/lmtp"));
    }

    /// Where a user's Maildir lies.
    public Path maildir(String user) {
        return directory.resolve("mail", user);
    }

    public LmtpClient lmtp() throws IOException {
        return LmtpClient.connect(lmtpSocket());
    }

    /// A session of the bare `imap` program, without login, TLS or network.
    public ImapSession imap(String user) throws IOException {
        List<String> words = new ArrayList<>(AS_NOBODY);
        words.addAll(List.of(IMAP.toString(), "-c", directory.resolve("conf").toString()));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectError(directory.resolve("imap-errors").toFile());
        builder.environment().put("USER", user);
        builder.environment().put("HOME", maildir(user).toString());
        return new ImapSession(builder.start());
    }

    /// Stops it and all it started.
    @Override
    public void close() throws IOException {
        server.destroy();
        try {
            if (!server.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                server.descendants().forEach(ProcessHandle::destroyForcibly);
                server.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Dovecot stops", interrupted);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigException;
import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything a mail server needs, made up in one directory: certificate, users, configuration.
///
/// What is there already is used again, passwords included: they have to be shown, so they are kept
/// as they are.
final class Demo {
    static final String DOMAIN = "example.org";
    private static final List<String> LOGINS = List.of("anna@" + DOMAIN, "ben@" + DOMAIN);
    private static final String PLAIN = ":{PLAIN}";
    private static final Duration VALIDITY = Duration.ofDays(397);
    private static final int PASSWORD_CHARS = 12;
    private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
    private static final int PORTS_TRIED_MAX = 100;

    /// What a socket's address holds, with room for the name it has while it is made.
    private static final int SOCKET_PATH_BYTES_MAX = 90;

    private static final String MARK =
            "# Made by \"rookery demo\"; \"rookery serve -c\" runs it as well.";

    private final Path directory;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    Demo(Path directory, InstantSource clock) {
        this.directory = directory.toAbsolutePath().normalize();
        this.clock = clock;
    }

    Path certificate() {
        return directory.resolve("cert.pem");
    }

    /// Where mail is taken on this machine; nowhere if the path is too long for a socket.
    Optional<Path> lmtpSocket() {
        Path socket = directory.resolve("lmtp.sock");
        boolean fits =
                socket.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH_BYTES_MAX;
        return fits ? Optional.of(socket) : Optional.empty();
    }

    /// Writes the settings, and the users if they are missing.
    Config prepare() throws IOException, ConfigException {
        Path file = directory.resolve("rookery.conf");
        requireOurs(file);
        Files.createDirectories(directory);
        if (!Files.exists(users())) {
            writeUsers();
        }
        Files.writeString(file, configuration());
        return ConfigFile.read(file).config();
    }

    /// Makes certificate and key if they are missing.
    void certify() throws IOException {
        if (!Files.exists(certificate())) {
            new SelfSignedCertificate(
                            List.of("localhost", "127.0.0.1"),
                            clock.instant().minus(Duration.ofMinutes(5)),
                            VALIDITY)
                    .write(certificate(), key(), random);
        }
    }

    private Path key() {
        return directory.resolve("key.pem");
    }

    /// @throws RefusedException if the directory is somebody else's, or cannot stand in a path with
    ///   variables
    private void requireOurs(Path file) throws IOException {
        if (directory.toString().chars().anyMatch(c -> c == '%' || "{}\"\\".indexOf(c) >= 0)) {
            throw new RefusedException(
                    "braces, quotes and per cent signs cannot stand in a demo's path");
        }
        if (Files.exists(file) && !Files.readString(file).startsWith(MARK)) {
            throw new RefusedException(file + " was not made by a demo: choose another directory");
        }
    }

    /// Logins and passwords, as they were made up once.
    Map<String, String> passwords() throws IOException {
        Map<String, String> passwords = new LinkedHashMap<>();
        for (String line : Files.readAllLines(users())) {
            int scheme = line.indexOf(PLAIN);
            if (scheme < 0) {
                throw new RefusedException(
                        users() + " was changed: give the demo another directory");
            }
            passwords.put(line.substring(0, scheme), line.substring(scheme + PLAIN.length()));
        }
        return passwords;
    }

    private Path users() {
        return directory.resolve("users");
    }

    private void writeUsers() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String login : LOGINS) {
            StringBuilder line = new StringBuilder(login).append(PLAIN);
            for (int i = 0; i < PASSWORD_CHARS; i++) {
                line.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            lines.add(line.toString());
        }
        Files.createFile(
                users(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(users(), lines);
    }

    private String configuration() throws IOException {
        String socket = lmtpSocket().map(path -> ", \"unix:" + path + "\"").orElse("");
        return """
        %s
        hostname = localhost
        state_dir = "%s/state"
        mail { home = "%s/mail/{domain}/{local}", maildir = Maildir }
        domains = [
          { name = %s, display_name = "Rookery demo", aliases { postmaster = anna } }
        ]
        tls { certificate = "%s", key = "%s" }
        imaps { listen = ["127.0.0.1:%d"] }
        lmtp { listen = ["127.0.0.1:%d"%s] }
        web { listen = "127.0.0.1:%d" }
        users = [ { type = passwd-file, path = "%s", key = "{user}" } ]
        """
                .formatted(
                        MARK,
                        directory,
                        directory,
                        DOMAIN,
                        certificate(),
                        key(),
                        freePort(10993),
                        freePort(10024),
                        socket,
                        freePort(10080),
                        users());
    }

    /// The first free port from `wanted` on.
    private static int freePort(int wanted) throws IOException {
        for (int port = wanted; port < wanted + PORTS_TRIED_MAX; port++) {
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free port from " + wanted + " on");
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.net.SelfSignedCertificate;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever sits between a client and the server, or looks for further doors.
class HostileNetworkTest {
    private static final String CONFIG =
            """
            hostname = localhost
            state_dir = "DIR/state"
            mail { home = "DIR/mail/{local}", durability = none }
            tls { certificate = "DIR/cert.pem", key = "DIR/key.pem" }
            imaps { listen = "127.0.0.1:0" }
            imap { listen = "127.0.0.1:0" }
            lmtp { listen = "127.0.0.1:0" }
            users = [{ path = "DIR/users" }]
            """;
    private static final String LISTENING = "0A";

    @TempDir private Path directory;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(directory.resolve("users"), "anna:{PLAIN}secret\n");
        new SelfSignedCertificate(List.of("localhost"), Instant.now(), Duration.ofDays(1))
                .write(
                        directory.resolve("cert.pem"),
                        directory.resolve("key.pem"),
                        new SecureRandom());
    }

    /// A command put behind STARTTLS, on its way in two segments cut anywhere.
    @Test
    void answersNothingThatStandsBehindStartTls() throws Exception {
        String sent = "a STARTTLS\r\nb NOOP\r\n";
        try (Server _ = Server.start(config(), events::add)) {
            for (int cut = 1; cut < sent.length(); cut++) {
                try (LineClient client = LineClient.plain(portWithoutTls())) {
                    assertThat(client.read()).contains("STARTTLS");
                    assertThat(answers(client, sent, cut))
                            .as("cut at " + cut)
                            .noneMatch(line -> line.startsWith("b "));
                }
            }
        }
    }

    /// The same behind COMPRESS, where at least a byte comes before the reply.
    @Test
    void answersNothingThatStandsBehindCompress() throws Exception {
        String first = "c COMPRESS DEFLATE\r\n";
        String sent = first + "d NOOP\r\n";
        try (Server _ = Server.start(config(), events::add)) {
            for (int cut = 1; cut < sent.length(); cut++) {
                try (LineClient client = LineClient.plain(portWithoutTls())) {
                    assertThat(client.read()).startsWith("* OK");
                    assertThat(client.say("a LOGIN anna secret")).startsWith("a OK");
                    if (cut != first.length()) {
                        assertThat(answers(client, sent, cut))
                                .as("cut at " + cut)
                                .noneMatch(line -> line.startsWith("d "))
                                .noneMatch(line -> line.startsWith("c OK"));
                    }
                }
            }
        }
    }

    /// Nobody opens a port that the configuration does not name.
    @Test
    void listensWhereItIsToldToOnly() throws Exception {
        Set<String> before = listening();
        try (Server _ = Server.start(config(), events::add)) {
            Set<String> opened = listening();
            opened.removeAll(before);
            assertThat(opened)
                    .hasSize(3)
                    .containsExactlyInAnyOrderElementsOf(addresses("imap", "lmtp"));
        }
    }

    /// All that is said until the connection ends.
    private static List<String> answers(LineClient client, String sent, int cut) {
        List<String> lines = new ArrayList<>();
        try {
            client.send(sent.substring(0, cut));
            client.send(sent.substring(cut));
            String line = client.read();
            while (!line.equals("(closed)")) {
                lines.add(line);
                line = client.read();
            }
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching(".*(reset|pipe|closed|abort).*");
        }
        return lines;
    }

    /// Of TCP and of this process, as `127.0.0.1:993`.
    private static Set<String> listening() throws IOException {
        Set<String> own = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors.toList()) {
                if (Files.isSymbolicLink(each)) {
                    own.add(Files.readSymbolicLink(each).toString());
                }
            }
        }
        Set<String> listening = new TreeSet<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            for (String line : Files.readAllLines(Path.of(table))) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields[3].equals(LISTENING) && own.contains("socket:[" + fields[9] + "]")) {
                    String port = fields[1].substring(fields[1].lastIndexOf(':') + 1);
                    listening.add("127.0.0.1:" + Integer.parseInt(port, 16));
                }
            }
        }
        return listening;
    }

    private List<String> addresses(String... names) {
        List<String> protocols = List.of(names);
        return events.stream()
                .flatMap(event ->
                        event instanceof Event.Listening(String protocol, String address)
                                        && protocols.contains(protocol)
                                ? Stream.of(address)
                                : Stream.empty())
                .toList();
    }

    /// Listeners start in the order of the documentation.
    private int portWithoutTls() {
        String address = addresses("imap").get(1);
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private Config config() throws Exception {
        Path file = directory.resolve("rookery.conf");
        Files.writeString(file, CONFIG.replace("DIR", directory.toString()));
        return ConfigFile.read(file).config();
    }
}

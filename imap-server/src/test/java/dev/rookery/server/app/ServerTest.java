// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigFile;
import dev.rookery.server.net.SelfSignedCertificate;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    private static final String CONFIG =
            """
            hostname = localhost
            state_dir = "DIR/state"
            mail { home = "DIR/mail/{domain}/{local}", durability = none, separator = "/" }
            domains = [
              { name = a.org, aliases { team = [anna, bert], "@" = bert }, display_name = "A" }
            ]
            tls { certificate = "DIR/cert.pem", key = "DIR/key.pem" }
            imaps { listen = "127.0.0.1:0" }
            lmtp { listen = "127.0.0.1:0" }
            web { listen = "127.0.0.1:0" }
            users = [{ path = "DIR/users" }]
            limits { message_size = 2 kB }
            """;

    @TempDir private Path directory;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(
                directory.resolve("users"), "anna@a.org:{PLAIN}secret\nbert@a.org:{PLAIN}secret\n");
        new SelfSignedCertificate(List.of("localhost"), Instant.now(), Duration.ofDays(1))
                .write(
                        directory.resolve("cert.pem"),
                        directory.resolve("key.pem"),
                        new SecureRandom());
    }

    @Test
    void carriesAMessageFromTheMtaToAllWhomTheAliasNames() throws Exception {
        try (Server server = Server.start(config(), events::add)) {
            assertThat(deliver(server, "team@a.org", "short")).startsWith("250 2.0.0");
            for (String user : List.of("anna", "bert")) {
                try (LineClient client = client(server)) {
                    assertThat(client.say("a LOGIN " + user + "@a.org secret")).startsWith("a OK");
                    client.say("b EXAMINE INBOX");
                    assertThat(client.readUntil("b ")).startsWith("b OK");
                    assertThat(client.say("c FETCH 1 BODY[HEADER.FIELDS (SUBJECT)]"))
                            .startsWith("* 1 FETCH");
                    assertThat(client.read()).isEqualTo("Subject: short");
                }
            }
        }
        assertThat(events).hasAtLeastOneElementOfType(Event.LoggedIn.class);
    }

    @Test
    void keepsItsOwnLimitsAndNames() throws Exception {
        try (Server server = Server.start(config(), events::add);
                LineClient client = client(server)) {
            assertThat(
                            deliver(
                                    server,
                                    "anna@a.org",
                                    "x".repeat(900) + "\r\n\r\n" + "y".repeat(900)))
                    .startsWith("250");
            assertThat(deliver(server, "anything@a.org", "x")).startsWith("250");
            assertThat(deliver(server, "anna@b.org", "x")).startsWith("550 5.1.1");
            client.say("a LOGIN anna@a.org secret");
            assertThat(client.say("b LIST \"\" \"\"")).contains("\"/\"");
        }
    }

    @Test
    void finishesWhatACrashLeftThoughNobodyLogsIn() throws Exception {
        Path anna = directory.resolve("mail/a.org/anna/Maildir");
        Path bert = directory.resolve("mail/a.org/bert/Maildir");
        DyingStore.run(directory.resolve("state"), List.of(anna, bert));
        assertThat(anna.resolve("new")).isEmptyDirectory();
        Files.delete(bert.resolve("rookery.lock"));
        Files.createDirectory(bert.resolve("rookery.lock"));
        try (Server _ = Server.start(config(), events::add)) {
            awaitEvent(new Event.Finishing(1, 1, 2));
            assertThat(anna.resolve("new")).isDirectoryContaining("glob:**,S=*");
        }
        assertThat(events)
                .contains(new Event.Finishing(0, 0, 2))
                .anyMatch(event ->
                        event instanceof Event.StorageTrouble trouble
                                && trouble.where().equals(bert.toString()));
        events.clear();
        Files.delete(bert.resolve("rookery.lock"));
        try (Server _ = Server.start(config(), events::add)) {
            awaitEvent(new Event.Finishing(1, 0, 1));
            assertThat(bert.resolve("new")).isDirectoryContaining("glob:**,S=*");
        }
        events.clear();
        try (Server _ = Server.start(config(), events::add)) {
            assertThat(events).noneMatch(Event.Finishing.class::isInstance);
        }
    }

    @Test
    void servesThoseWhoComeWhileItFinishes() throws Exception {
        Path anna = directory.resolve("mail/a.org/anna/Maildir");
        DyingStore.run(directory.resolve("state"), List.of(anna));
        try (Server server = Server.start(config(), events::add)) {
            assertThat(deliver(server, "anna@a.org", "more")).startsWith("250");
            try (LineClient client = client(server)) {
                client.say("a LOGIN anna@a.org secret");
                assertThat(client.say("b STATUS INBOX (MESSAGES)")).contains("MESSAGES 2");
            }
            awaitEvent(new Event.Finishing(1, 0, 1));
        }
    }

    /// As long as the disk with the mail is not mounted, nobody gets a mailbox on what lies
    /// beneath.
    @Test
    void makesNoMailboxesWhereTheirDiskShouldBe() throws Exception {
        Path mail = directory.resolve("mail");
        Path disk = directory.resolve("disk");
        try (Server server = Server.start(config(), events::add)) {
            assertThat(deliver(server, "anna@a.org", "first")).startsWith("250");
        }
        assertThat(events).noneMatch(Event.NotMounted.class::isInstance);
        assertThat(mail.resolve(MailStore.ROOT_MARK)).isEmptyFile();
        Files.move(mail, disk);
        Files.createDirectory(mail);
        try (Server server = Server.start(config(), events::add)) {
            assertThat(events)
                    .anyMatch(event ->
                            event instanceof Event.NotMounted(String what)
                                    && what.startsWith(mail + " has lost its mark"));
            assertThat(deliver(server, "anna@a.org", "second")).startsWith("451 4.3.0");
            try (LineClient client = client(server)) {
                assertThat(client.say("a LOGIN anna@a.org secret"))
                        .startsWith("a NO [UNAVAILABLE]");
            }
            assertThat(mail).isEmptyDirectory();
            Files.delete(mail);
            Files.move(disk, mail);
            assertThat(deliver(server, "anna@a.org", "second")).startsWith("250");
            assertThat(deliver(server, "bert@a.org", "first")).startsWith("250");
        }
        assertThat(mail.resolve("a.org/anna/Maildir/new"))
                .isDirectoryContaining("glob:**,S=*")
                .satisfies(fresh -> assertThat(fresh.toFile().list()).hasSize(2));
    }

    @Test
    void servesThoughNothingCanBeMarked() throws Exception {
        Config config = config(CONFIG.replace("DIR/mail", "/proc/rookery"));
        try (Server server = Server.start(config, events::add)) {
            assertThat(deliver(server, "anna@a.org", "short")).startsWith("451 4.3.0");
        }
        assertThat(events)
                .anyMatch(event ->
                        event instanceof Event.Misconfigured(String what)
                                && what.startsWith("mail.home: /proc/rookery gets no mark"));
    }

    @Test
    void lendsAnAccountToTheCommandLine() throws Exception {
        Config config = config();
        Path anna = directory.resolve("mail/a.org/anna/Maildir");
        AccountLocation account = new AccountLocation(anna);
        try (Server server = Server.start(config, events::add);
                LineClient idle = client(server);
                LineClient other = client(server)) {
            assertThat(deliver(server, "anna@a.org", "short")).startsWith("250");
            idle.say("a LOGIN anna@a.org secret");
            idle.say("b SELECT INBOX");
            idle.readUntil("b ");
            assertThat(idle.say("c IDLE")).startsWith("+ ");
            assertThat(other.say("a LOGIN anna@a.org secret")).startsWith("a OK");
            try (Loan _ = Loan.of(account, config.stateDir())) {
                assertThat(idle.read()).startsWith("* BYE [UNAVAILABLE]");
                assertThat(other.say("b LIST \"\" *")).startsWith("b NO [UNAVAILABLE]");
                assertThat(other.read()).startsWith("* BYE [UNAVAILABLE]");
                assertThat(deliver(server, "anna@a.org", "late")).startsWith("451 4.3.0");
                assertThatThrownBy(() -> Loan.of(account, config.stateDir()))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining(anna.toString());
            }
            awaitEvent(new Event.GivenBack(anna.toString()));
            assertThat(deliver(server, "anna@a.org", "late")).startsWith("250");
        }
        assertThat(events).contains(new Event.Lent(anna.toString()));
    }

    @Test
    void letsTheDoctorSeeAnAccountThatIsInUse() throws Exception {
        try (Server server = Server.start(config(), events::add);
                LineClient client = client(server)) {
            client.say("a LOGIN anna@a.org secret");
            String file = directory.resolve("rookery.conf").toString();
            CommandRun doctor = CommandRun.of("doctor", "anna@a.org", "-c", file);
            assertThat(doctor.err()).isEmpty();
            assertThat(doctor.out()).endsWith(" is well\n");
        }
    }

    @Test
    void lendsNothingElse() throws Exception {
        Config config = config();
        String endless = "LEND /" + "x".repeat(8 * 1024 - 6);
        try (Server _ = Server.start(config, events::add)) {
            for (String line : List.of("HELP", "LEND ", "LEND mail", "LEND /nowhere", "LEND /\0")) {
                assertThat(ask(config, line + "\n")).as(line).startsWith("NO ");
            }
            assertThat(ask(config, endless)).startsWith("NO ");
        }
        assertThat(events).noneMatch(Event.Lent.class::isInstance);
    }

    private static String ask(Config config, String question) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(AdminService.socket(config.stateDir())));
            channel.write(ByteBuffer.wrap(question.getBytes(StandardCharsets.UTF_8)));
            return new String(
                    Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitEvent(Event event) {
        await().until(() -> events.contains(event));
    }

    @Test
    void writesLinesThatEndAsConfigured() throws Exception {
        Config config = config(CONFIG.replace("durability = none", "line_ends = crlf"));
        try (Server server = Server.start(config, events::add)) {
            assertThat(deliver(server, "anna@a.org", "short")).startsWith("250");
        }
        try (Stream<Path> files = Files.list(directory.resolve("mail/a.org/anna/Maildir/new"))) {
            assertThat(Files.readString(files.findFirst().orElseThrow()))
                    .contains("Subject: short\r\n")
                    .doesNotContainPattern("[^\r]\n");
        }
    }

    @Test
    void startsNotWhereItCannotKnowWhichAccountsWereOpen() throws Exception {
        Files.writeString(directory.resolve("state"), "no directory");
        Config config = config();
        Events ignored = _ -> {};
        assertThatThrownBy(() -> Server.start(config, ignored))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(directory.resolve("state").toString());
    }

    @Test
    void followsTheUsersFile() throws Exception {
        try (Server server = Server.start(config(), events::add)) {
            Files.writeString(directory.resolve("users"), "carl@a.org:{PLAIN}secret\nbroken\n");
            try (LineClient client = client(server)) {
                assertThat(client.say("a LOGIN carl@a.org secret")).startsWith("a OK");
            }
        }
        assertThat(events).hasAtLeastOneElementOfType(Event.Misconfigured.class);
    }

    @Test
    void tellsClientsTheirSettings() throws Exception {
        Config config = config();
        try (Web web = Web.start(config, events::add);
                HttpClient http = HttpClient.newHttpClient()) {
            URI address =
                    URI.create(
                            "http://127.0.0.1:%d/mail/config-v1.1.xml?emailaddress=anna@a.org"
                                    .formatted(web.port()));
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(address).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("<displayName>A</displayName>")
                    .contains("<hostname>localhost</hostname>");
        }
    }

    @Test
    void saysGoodbyeWhenItCloses() throws Exception {
        LineClient client;
        try (Server server = Server.start(config(), events::add)) {
            client = client(server);
            client.say("a LOGIN anna@a.org secret");
        }
        try (client) {
            assertThat(client.read()).startsWith("* BYE");
            assertThat(client.read()).isEqualTo("(closed)");
        }
    }

    @Test
    void startsAllOrNothing() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String text =
                    CONFIG.replace(
                            "imaps { listen = \"127.0.0.1:0\" }",
                            "imaps { listen = [\"127.0.0.1:0\", \"127.0.0.1:%d\"] }"
                                    .formatted(taken.getLocalPort()));
            Config config = config(text);
            Events ignored = _ -> {};
            assertThatThrownBy(() -> Server.start(config, ignored))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void takesPasswordsWithoutTlsFromThisMachine() throws Exception {
        try (Server _ = Server.start(plainConfig("loopback"), events::add);
                LineClient webmail = LineClient.plain(portWithoutTls())) {
            assertThat(webmail.read()).contains("AUTH=PLAIN").doesNotContain("LOGINDISABLED");
            assertThat(webmail.say("a LOGIN anna@a.org secret")).startsWith("a OK");
        }
    }

    @Test
    void startsTlsWhenAsked() throws Exception {
        try (Server _ = Server.start(plainConfig("never"), events::add);
                LineClient client = LineClient.plain(portWithoutTls())) {
            assertThat(client.read()).contains("STARTTLS", "LOGINDISABLED");
            assertThat(client.say("a LOGIN anna@a.org secret"))
                    .startsWith("a NO [PRIVACYREQUIRED]");
            assertThat(client.say("b STARTTLS")).startsWith("b OK");
            try (LineClient inside = client.startTls(directory.resolve("cert.pem"))) {
                assertThat(inside.say("c CAPABILITY"))
                        .contains("AUTH=PLAIN")
                        .doesNotContain("STARTTLS");
                assertThat(inside.read()).startsWith("c OK");
                assertThat(inside.say("d STARTTLS")).startsWith("d BAD");
                assertThat(inside.say("e LOGIN anna@a.org secret")).startsWith("e OK");
            }
        }
    }

    /// Whoever sits between client and server must not be able to put words into TLS.
    @Test
    void answersNothingThatCameWithStartTls() throws Exception {
        try (Server _ = Server.start(plainConfig("loopback"), events::add);
                LineClient client = LineClient.plain(portWithoutTls())) {
            var _ = client.read();
            client.send("a STARTTLS\r\nb LOGIN anna@a.org secret\r\n");
            assertThat(client.read()).startsWith("a BAD");
            assertThat(client.read()).startsWith("* BYE");
            assertThat(client.read()).isEqualTo("(closed)");
        }
    }

    @Test
    void goesOnDeflated() throws Exception {
        try (Server _ = Server.start(plainConfig("loopback"), events::add);
                LineClient client = LineClient.plain(portWithoutTls())) {
            var _ = client.read();
            assertThat(client.say("a COMPRESS DEFLATE")).startsWith("a BAD");
            assertThat(client.say("b LOGIN anna@a.org secret")).startsWith("b OK");
            assertThat(client.say("c COMPRESS DEFLATE")).startsWith("c OK");
            LineClient deflated = client.deflated();
            assertThat(deflated.say("d COMPRESS DEFLATE")).startsWith("d BAD");
            assertThat(deflated.say("e SELECT INBOX")).startsWith("* FLAGS");
            assertThat(deflated.readUntil("e ")).startsWith("e OK");
            // Some thousand bytes that come to a million.
            deflated.send("f NOOP\r\n".repeat(100_000));
            for (int i = 0; i < 100_000; i++) {
                assertThat(deflated.read()).startsWith("f OK");
            }
            assertThat(deflated.say("g LOGOUT")).startsWith("* BYE");
            assertThat(deflated.read()).startsWith("g OK");
        }
    }

    @Test
    void isPlainAgainForTheNextUser() throws Exception {
        try (Server _ = Server.start(plainConfig("loopback"), events::add);
                LineClient client = LineClient.plain(portWithoutTls())) {
            var _ = client.read();
            for (int i = 0; i < 2; i++) {
                assertThat(client.say("a LOGIN anna@a.org secret")).startsWith("a OK");
                assertThat(client.say("b COMPRESS DEFLATE")).startsWith("b OK");
                assertThat(client.deflated().say("c UNAUTHENTICATE")).startsWith("c OK");
            }
            assertThat(client.say("d NOOP")).startsWith("d OK");
        }
    }

    @Test
    void endsWhatIsNotDeflated() throws Exception {
        try (Server _ = Server.start(plainConfig("loopback"), events::add);
                LineClient client = LineClient.plain(portWithoutTls())) {
            var _ = client.read();
            assertThat(client.say("b LOGIN anna@a.org secret")).startsWith("b OK");
            assertThat(client.say("c COMPRESS DEFLATE")).startsWith("c OK");
            client.send("\u0007not deflated at all\r\n");
            assertThat(client.deflated().read()).startsWith("* BYE");
        }
    }

    private Config plainConfig(String plaintext) throws Exception {
        Files.writeString(
                directory.resolve("rookery.conf"),
                CONFIG.replace("DIR", directory.toString())
                        + "imap { listen = \"127.0.0.1:0\", plaintext = "
                        + plaintext
                        + " }\n");
        return ConfigFile.read(directory.resolve("rookery.conf")).config();
    }

    /// Listeners start in the order of the documentation.
    private int portWithoutTls() {
        return events.stream()
                .flatMap(event ->
                        event instanceof Event.Listening(String protocol, String address)
                                        && protocol.equals("imap")
                                ? Stream.of(address)
                                : Stream.empty())
                .skip(1)
                .map(address -> Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private LineClient client(Server server) throws Exception {
        LineClient client = LineClient.tls(server.imapsPort(), directory.resolve("cert.pem"));
        assertThat(client.read()).startsWith("* OK");
        return client;
    }

    /// The reply to DATA, or to RCPT if that is refused.
    private static String deliver(Server server, String recipient, String subject)
            throws IOException {
        try (LineClient mta = LineClient.plain(server.lmtpPort())) {
            mta.read();
            mta.say("LHLO mta");
            mta.readUntil("250 ");
            mta.say("MAIL FROM:<x@y.org>");
            String reply = mta.say("RCPT TO:<" + recipient + ">");
            if (!reply.startsWith("250")) {
                return reply;
            }
            mta.say("DATA");
            return mta.say("Subject: " + subject + "\r\n\r\nHello.\r\n.");
        }
    }

    private Config config() throws Exception {
        return config(CONFIG);
    }

    private Config config(String text) throws Exception {
        Path file = directory.resolve("rookery.conf");
        Files.writeString(file, text.replace("DIR", directory.toString()));
        return ConfigFile.read(file).config();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/// `bin/rookery serve` with a configuration, certificate and users of its own, for all tests of a
/// class.
///
/// Every user is `name@example.org` with the password `secret`.
final class RookeryProcess
        implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    static final String DOMAIN = "example.org";
    static final String PASSWORD = "secret";

    private final Workplace workplace = Workplace.create("server");
    private final Path log = workplace.at("rookery.log");
    private final List<String> users;
    private final int imapsPort = Workplace.freePort();
    private final int lmtpPort = Workplace.freePort();
    private final int webPort = Workplace.freePort();
    private Path mail = workplace.at("vmail");
    private String owner = "";
    private String javaOptions = "";
    private boolean troubleExpected;
    private @Nullable Process process;

    RookeryProcess(String... users) {
        this.users = List.of(users);
    }

    /// Puts the mail somewhere else than below the workplace.
    RookeryProcess keepingMailIn(Path directory) {
        mail = directory;
        return this;
    }

    /// What the log says of trouble is no failure of the test.
    RookeryProcess expectingTrouble() {
        troubleExpected = true;
        return this;
    }

    RookeryProcess withJavaOptions(String options) {
        javaOptions = options;
        return this;
    }

    long pid() {
        return running().pid();
    }

    /// Files belong to another account than the server's, which then needs the superuser.
    RookeryProcess ownedBy(String account, String group) {
        owner = "owner = \"" + account + ":" + group + "\"";
        return this;
    }

    int imapsPort() {
        return imapsPort;
    }

    int lmtpPort() {
        return lmtpPort;
    }

    int webPort() {
        return webPort;
    }

    Path lmtpSocket() {
        return workplace.at("lmtp.sock");
    }

    /// Self-signed for `localhost` and 127.0.0.1, so it is the authority that clients trust as
    /// well.
    Path certificate() {
        return workplace.at("certificate.pem");
    }

    Path maildir(String user) {
        return mail.resolve(DOMAIN).resolve(user).resolve("Maildir");
    }

    static String address(String user) {
        return user + "@" + DOMAIN;
    }

    ImapDialogue login(String user) throws IOException {
        ImapDialogue imap = new ImapDialogue(imapsPort, certificate());
        imap.command("LOGIN " + address(user) + " " + PASSWORD);
        return imap;
    }

    /// Delivers one message to a user over LMTP.
    void deliver(String user, String message) throws IOException {
        try (MailDialogue lmtp = MailDialogue.lmtp(lmtpPort)) {
            byte[] bytes = message.replace("\n", "\r\n").getBytes(UTF_8);
            assertThat(lmtp.send(bytes, List.of(address(user)))).allMatch(r -> r.startsWith("250"));
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        configure();
        start();
    }

    private void configure() {
        makeCertificate(workplace);
        workplace.write(
                "users",
                users.stream()
                        .map(user -> address(user) + ":{PLAIN}" + PASSWORD + "::::::\n")
                        .collect(Collectors.joining()));
        workplace.write(
                "rookery.conf",
                """
                hostname = localhost
                state_dir = "%s"
                mail { home = "%s/{domain}/{local}"
                  %s }
                domains = [ { name = %s, display_name = "Example Mail" } ]
                tls { certificate = "%s", key = "%s" }
                imaps { listen = "127.0.0.1:%d" }
                lmtp { listen = [ { path = "%s", mode = "0666" }, "127.0.0.1:%d" ] }
                web { listen = "127.0.0.1:%d" }
                users = [ { type = passwd-file, path = "%s" } ]
                """
                        .formatted(
                                workplace.at("state"),
                                mail,
                                owner,
                                DOMAIN,
                                certificate(),
                                workplace.at("key.pem"),
                                imapsPort,
                                lmtpSocket(),
                                lmtpPort,
                                webPort,
                                workplace.at("users")));
    }

    private static void makeCertificate(Workplace workplace) {
        Program.of(
                        "openssl",
                        "req",
                        "-x509",
                        "-nodes",
                        "-days",
                        "2",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:prime256v1",
                        "-subj",
                        "/CN=localhost",
                        "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1",
                        "-keyout",
                        workplace.at("key.pem").toString(),
                        "-out",
                        workplace.at("certificate.pem").toString())
                .run();
    }

    static Path launcher() {
        return Path.of(System.getProperty("rookery.root"), "bin", "rookery");
    }

    void start() {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    launcher().toString(),
                                    "serve",
                                    "--with-web",
                                    "-c",
                                    workplace.at("rookery.conf").toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()));
            builder.environment().put("ROOKERY_BUILD", "never");
            builder.environment().put("ROOKERY_JAVA_OPTIONS", javaOptions);
            Process started = builder.start();
            process = started;
            await("ready").atMost(Duration.ofSeconds(60)).until(() -> isReady(started));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady(Process started) throws IOException {
        assertThat(started.isAlive()).as("rookery runs%n%s", log()).isTrue();
        return Arrays.asList(log().split("\n", -1)).contains("ready");
    }

    private String log() throws IOException {
        return Files.readString(log);
    }

    /// What a power switch would do to the process: SIGKILL, no goodbye.
    void kill() {
        running().destroyForcibly().onExit().join();
    }

    private void stop() throws InterruptedException {
        running().destroy();
        assertThat(running().waitFor(20, SECONDS)).as("stops on SIGTERM").isTrue();
        assertThat(running().exitValue()).as("exit code after SIGTERM").isZero();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("never started");
        }
        return process;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure)
            throws Throwable {
        System.out.printf(
                "log of rookery in %s:%n%s%n", context.getDisplayName(), Workplace.tail(log));
        throw failure;
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        try (workplace) {
            stop();
            if (!troubleExpected) {
                assertThat(log()).as("log of the whole class").doesNotContain(" ERROR ");
            }
        }
    }
}

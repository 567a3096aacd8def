// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.server.imap.session.ImapSettings.Limits;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a dialogue cannot show: time, events, trouble.
@SuppressWarnings("NullAway.Init") // every test starts a server and connects first
class ImapServiceTest {
    private static final Limits LIMITS = Limits.DEFAULT;

    @TempDir private Path directory;
    private TestServer server;
    private MemoryTransport client;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void endsALoginThatTakesTooLong() throws Exception {
        start(limits(Duration.ofMillis(1), LIMITS.silence(), LIMITS.keepAlive()));
        assertThat(receive()).isEqualTo("* BYE The login took too long.");
        assertClosed();
        assertThat(events(Event.Disconnected.class)).hasSize(1);
    }

    @Test
    void endsASessionThatIsSilentTooLong() throws Exception {
        start(limits(LIMITS.login(), Duration.ofMillis(50), LIMITS.keepAlive()));
        send("a LOGIN anna secret");
        receive();
        assertThat(receive()).isEqualTo("* BYE Logged out: silent too long.");
        assertClosed();
        assertThat(events(Event.LoggedOut.class)).hasSize(1);
    }

    @Test
    void givesSignsOfLifeDuringIdle() throws Exception {
        start(limits(LIMITS.login(), LIMITS.silence(), Duration.ofMillis(1)));
        logIn();
        send("b IDLE");
        assertThat(receive()).isEqualTo("+ idling");
        assertThat(receive()).isEqualTo("* OK Still here.");
        assertThat(receive()).isEqualTo("* OK Still here.");
    }

    @Test
    void saysFarewellWhenTheServerStops() throws Exception {
        start(TestServer.settings(LIMITS));
        logIn();
        send("b IDLE");
        assertThat(receive()).isEqualTo("+ idling");
        server.stop();
        assertThat(receive()).isEqualTo("* BYE The server stops.");
        assertClosed();
    }

    @Test
    void isAStrangerUntilTheLogin() throws Exception {
        start(TestServer.settings(LIMITS));
        send("a LOGIN anna wrong");
        receive();
        assertThat(client.isAuthenticated()).isFalse();
        logIn();
        send("b NOOP");
        receive();
        assertThat(client.isAuthenticated()).isTrue();
    }

    @Test
    void answersBeforeTheNextCommandTakesItsTime() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        startWith(account -> {
            answered.join();
            return account;
        });
        send("a NOOP\r\nb LOGIN anna secret");
        assertThat(receive()).startsWith("a OK");
        answered.complete(null);
        assertThat(receive()).startsWith("b OK");
    }

    @Test
    void tellsWhoCameAndWent() throws Exception {
        start(TestServer.settings(LIMITS));
        send("a LOGIN anna wrong");
        receive();
        send("b LOGIN anna secret");
        receive();
        send("c LOGOUT");
        receive();
        receive();
        assertClosed();
        InetAddress here = InetAddress.getLoopbackAddress();
        String local = "127.0.0.1:993";
        assertThat(server.events())
                .containsExactly(
                        new Event.LoginFailed("imap", "anna", "LOGIN", here, local, false),
                        new Event.LoggedIn("imap", "anna", "LOGIN", here, local, false),
                        new Event.LoggedOut("imap", "anna", here, "logged out"));
    }

    @Test
    void tellsThatAUserLeavesBeforeTheConnectionEnds() throws Exception {
        start(TestServer.settings(LIMITS));
        logIn();
        send("b UNAUTHENTICATE");
        assertThat(receive()).startsWith("b OK");
        await().until(() -> events(Event.LoggedOut.class).size() == 1);
        send("c LOGOUT");
        receive();
        receive();
        assertClosed();
        assertThat(events(Event.LoggedOut.class)).hasSize(1);
        assertThat(events(Event.Disconnected.class)).hasSize(1);
    }

    @Test
    void refusesALargeMessageWhoseMailboxGoesAwayMeanwhile() throws Exception {
        start(TestServer.settings(LIMITS));
        logIn();
        send("b CREATE box");
        receive();
        send("c APPEND box {200000}");
        assertThat(receive()).startsWith("+");
        MemoryTransport first = client;
        client = server.connect(InetAddress.getLoopbackAddress());
        receive();
        logIn();
        send("d DELETE box");
        assertThat(receive()).startsWith("d OK");
        client = first;
        send("x".repeat(200_000));
        assertThat(receive()).startsWith("c NO [TRYCREATE]");
        assertThat(events(Event.Bug.class)).isEmpty();
    }

    @Test
    void refusesUrlsWhoseTargetGoesAwayMeanwhile() throws Exception {
        start(TestServer.settings(LIMITS));
        logIn();
        send("b CREATE box");
        receive();
        send("c APPEND INBOX {200000+}\r\n" + "x".repeat(200_000));
        assertThat(receive()).startsWith("c OK");
        send("d APPEND box CATENATE (TEXT {5}");
        assertThat(receive()).startsWith("+");
        MemoryTransport first = client;
        client = server.connect(InetAddress.getLoopbackAddress());
        receive();
        logIn();
        send("e DELETE box");
        assertThat(receive()).startsWith("e OK");
        client = first;
        send("hello URL \"/INBOX/;UID=1\")");
        assertThat(receive()).startsWith("d NO [TRYCREATE]");
        assertThat(events(Event.Bug.class)).isEmpty();
    }

    @Test
    void limitsTheSessionsOfOneUser() throws Exception {
        server = new TestServer(directory, TestServer.settings(fewSessions()));
        InetAddress there = InetAddress.getByName("192.0.2.1");
        client = server.connect(there, true);
        receive();
        logIn();
        MemoryTransport first = client;
        client = server.connect(there, true);
        receive();
        send("b LOGIN anna secret");
        assertThat(receive()).startsWith("b NO [LIMIT]");
        first.hangUp();
        await().until(() -> !events(Event.LoggedOut.class).isEmpty());
        logIn();
    }

    @Test
    void answersABugWithFarewellAndNoMore() throws Exception {
        startWith(account ->
                Sabotage.of(account, "Account.mailboxes", new IllegalStateException("secret")));
        logIn();
        send("b LIST \"\" *");
        assertThat(receive()).isEqualTo("* BYE [SERVERBUG] The server made a mistake.");
        assertClosed();
        assertThat(events(Event.Bug.class)).hasSize(1);
    }

    @Test
    void refusesALoginWhenTheMailCannotBeOpened() throws Exception {
        startWith(_ -> {
            throw new IOException("input/output error");
        });
        send("a LOGIN anna secret");
        assertThat(receive()).startsWith("a NO [UNAVAILABLE]");
        assertThat(events(Event.StorageTrouble.class)).hasSize(1);
        assertThat(events(Event.LoggedIn.class)).isEmpty();
    }

    @Test
    void refusesALoginWhileAnotherProgramHoldsTheMail() throws Exception {
        startWith(_ -> {
            throw new AccountInUseException("held by 4711");
        });
        send("a LOGIN anna secret");
        assertThat(receive()).startsWith("a NO [INUSE]").doesNotContain("4711");
    }

    @Test
    void logsInThoughFoldersCannotBeMade() throws Exception {
        server =
                new TestServer(
                        directory,
                        new ImapSettings(
                                '.',
                                "",
                                TestServer.FOLDERS,
                                true,
                                true,
                                TestServer.limits(1_000, MessageLimit.NONE)),
                        account ->
                                Sabotage.of(account, "Account.create", new NoSpaceException("x")));
        client = server.connect(InetAddress.getLoopbackAddress());
        receive();
        logIn();
        assertThat(events(Event.StorageTrouble.class)).hasSize(1);
    }

    @Test
    void takesNothingOnAFullDiskAndLivesOn() throws Exception {
        startWith(
                account -> Sabotage.of(account, "Deliveries.write", new NoSpaceException("full")));
        logIn();
        send("b APPEND INBOX {22+}\r\nSubject: one\r\n\r\ntext\r\n");
        assertThat(receive()).isEqualTo("b NO [LIMIT] The disk is full.");
        send("c STATUS INBOX (MESSAGES)");
        assertThat(receive()).isEqualTo("* STATUS INBOX (MESSAGES 0)");
        assertThat(receive()).startsWith("c OK");
    }

    @Test
    void acknowledgesNothingThatWasNotCommitted() throws Exception {
        startWith(account -> Sabotage.of(account, "Deliveries.commit", new IOException("EIO")));
        logIn();
        send("b APPEND INBOX {22+}\r\nSubject: one\r\n\r\ntext\r\n");
        assertThat(receive()).startsWith("b NO [UNAVAILABLE]");
        send("c STATUS INBOX (MESSAGES)");
        assertThat(receive()).isEqualTo("* STATUS INBOX (MESSAGES 0)");
    }

    @Test
    void showsMailOnAFullDisk() throws Exception {
        startWith(account ->
                Sabotage.of(account, "Mailbox.changeFlags", new NoSpaceException("full")));
        logIn();
        append();
        select();
        send("d FETCH 1 BODY[TEXT]");
        assertThat(receive()).isEqualTo("* 1 FETCH (BODY[TEXT] {6}");
        assertThat(receive()).isEqualTo("text");
        assertThat(receive()).isEqualTo(")");
        assertThat(receive()).startsWith("d OK");
        assertThat(events(Event.StorageTrouble.class)).hasSize(1);
    }

    @Test
    void saysNothingAfterAResponseThatBrokeOff() throws Exception {
        startWith(account -> Sabotage.ofReading(account, new IOException("EIO")));
        logIn();
        append();
        select();
        send("d FETCH 1 BODY.PEEK[]");
        StringBuilder rest = new StringBuilder();
        for (String line = client.receiveLine(); !line.isEmpty(); line = client.receiveLine()) {
            rest.append(line);
        }
        assertThat("* 1 FETCH (BODY[] {22}\r\nSubject: one\r\n\r\ntext\r\n").startsWith(rest);
        assertClosed();
        assertThat(events(Event.StorageTrouble.class)).hasSize(1);
    }

    @Test
    void goesOnAfterAMessageThatCannotBeRead() throws Exception {
        startWith(account -> Sabotage.of(account, "MessageReader.message", new IOException("EIO")));
        logIn();
        append();
        select();
        send("d FETCH 1 ENVELOPE");
        assertThat(receive()).startsWith("d NO [UNAVAILABLE]");
        send("e FETCH 1 UID");
        assertThat(receive()).isEqualTo("* 1 FETCH (UID 1)");
    }

    @Test
    void streamsLargeMessages() throws Exception {
        start(TestServer.settings(LIMITS));
        logIn();
        byte[] message = largeMessage();
        send("b APPEND INBOX {" + message.length + "}");
        assertThat(receive()).isEqualTo("+ OK");
        client.send(message);
        send("");
        assertThat(receive()).startsWith("b OK [APPENDUID");
        select();
        send("d UID FETCH 1 BODY.PEEK[]");
        assertThat(receive()).isEqualTo("* 1 FETCH (UID 1 BODY[] {" + message.length + "}");
        assertThat(client.receive(message.length))
                .isEqualTo(new String(message, StandardCharsets.ISO_8859_1));
        assertThat(receive()).isEqualTo(")");
    }

    private static byte[] largeMessage() {
        Random random = new Random(1);
        StringBuilder message = new StringBuilder("Subject: large\r\n\r\n");
        while (message.length() < 3_000_000) {
            for (int i = 0; i < 75; i++) {
                message.append((char) ('!' + random.nextInt(94)));
            }
            message.append("\r\n");
        }
        return message.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private void start(ImapSettings settings) throws InterruptedException {
        server = new TestServer(directory, settings);
        client = server.connect(InetAddress.getLoopbackAddress());
        assertThat(receive()).startsWith("* OK [CAPABILITY");
    }

    private void startWith(TestServer.Disk disk) throws InterruptedException {
        server = new TestServer(directory, TestServer.settings(LIMITS), disk);
        client = server.connect(InetAddress.getLoopbackAddress());
        assertThat(receive()).startsWith("* OK [CAPABILITY");
    }

    private void logIn() throws InterruptedException {
        send("a LOGIN anna secret");
        assertThat(receive()).startsWith("a OK");
    }

    private void append() throws InterruptedException {
        send("b APPEND INBOX {22+}\r\nSubject: one\r\n\r\ntext\r\n");
        assertThat(receive()).startsWith("b OK");
    }

    private void select() throws InterruptedException {
        send("c SELECT INBOX");
        String line = receive();
        while (line.startsWith("* ")) {
            line = receive();
        }
        assertThat(line).startsWith("c OK");
    }

    private void send(String line) {
        client.send((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private String receive() throws InterruptedException {
        return client.receiveLine().strip();
    }

    private void assertClosed() throws InterruptedException {
        assertThat(client.receiveLine()).isEmpty();
        assertThat(client.isClosed()).isTrue();
    }

    private <T extends Event> List<T> events(Class<T> type) {
        return server.events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static ImapSettings limits(Duration login, Duration silence, Duration keepAlive) {
        return TestServer.settings(
                new Limits(
                        LIMITS.appendBytesMax(),
                        login,
                        silence,
                        keepAlive,
                        3,
                        20,
                        MessageLimit.NONE,
                        LIMITS.search(),
                        100));
    }

    private static Limits fewSessions() {
        return new Limits(
                LIMITS.appendBytesMax(),
                LIMITS.login(),
                LIMITS.silence(),
                LIMITS.keepAlive(),
                3,
                20,
                MessageLimit.NONE,
                LIMITS.search(),
                1);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.server.observe.Event;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Several clients of one account do what they like. However they interleave, what each was told is
/// grammatical, comes in its turn, and adds up to what is there.
///
/// `-Drookery.sessions.seed=1` and `-Drookery.sessions.count=20` say which conversations
/// [#staysInTheGrammar] has.
class RandomSessionsTest {
    private static final int CLIENTS = 3;
    private static final int COMMANDS = 150;
    private static final long FIRST_SEED = Long.getLong("rookery.sessions.seed", 1);
    private static final int CONVERSATIONS = Integer.getInteger("rookery.sessions.count", 20);
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Answered", "work", "$Junk"};
    private static final String MESSAGE = "{22+}\r\nSubject: one\r\n\r\ntext\r\n";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void tellEachClientEverything(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestServer server = new TestServer(directory, ImapSettings.defaults())) {
            List<StrictClient> clients = clients(server, new UidRegister());
            for (int i = 0; i < CLIENTS * COMMANDS; i++) {
                StrictClient client = clients.get(random.nextInt(CLIENTS));
                act(client, random);
                if (random.nextInt(5) == 0) {
                    client.run("NOOP");
                    assertBeliefsAreTrue(client);
                }
            }
            assertAllAgree(server, clients);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tellEachClientEverythingAtTheSameTime(long seed) throws Exception {
        try (TestServer server = new TestServer(directory, ImapSettings.defaults());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<StrictClient> clients = clients(server, new UidRegister());
            List<Callable<Void>> work = new ArrayList<>();
            for (StrictClient client : clients) {
                Random random = new Random(seed * CLIENTS + work.size());
                work.add(() -> {
                    for (int i = 0; i < COMMANDS; i++) {
                        act(client, random);
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
            assertAllAgree(server, clients);
        }
    }

    static LongStream conversations() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + CONVERSATIONS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("conversations")
    void staysInTheGrammar(long seed) throws Exception {
        Random random = new Random(seed);
        RandomCommands commands = new RandomCommands(random);
        UidRegister register = new UidRegister();
        try (TestServer server = new TestServer(directory, settings(random))) {
            if (random.nextInt(4) == 0) {
                server.limit(new QuotaLimits(OptionalLong.of(9_000), OptionalLong.of(20)));
            }
            List<StrictClient> clients = new ArrayList<>(clients(server, register));
            for (int i = 0; i < CLIENTS * COMMANDS; i++) {
                int who = random.nextInt(CLIENTS);
                try {
                    talk(clients.get(who), commands, random);
                } catch (AssertionError | RuntimeException failure) {
                    String words = "seed " + seed + ": " + failure + " in\n" + clients.get(who);
                    throw new AssertionError(words, failure);
                }
                if (clients.get(who).isGone()) {
                    clients.set(who, client(server, register));
                }
            }
            assertNoTrouble(server);
        }
    }

    private static ImapSettings settings(Random random) {
        MessageLimit messages = random.nextInt(4) == 0 ? new MessageLimit(3) : MessageLimit.NONE;
        return new ImapSettings(
                random.nextInt(3) == 0 ? '/' : '.',
                "",
                random.nextBoolean() ? TestServer.FOLDERS : List.of(),
                true,
                true,
                TestServer.limits(random.nextInt(4) == 0 ? 600 : 10_000, messages));
    }

    /// One command in its turn, several at once, one that may be wrong, or some IDLE.
    private static void talk(StrictClient client, RandomCommands commands, Random random)
            throws InterruptedException {
        if (client.isIdle()) {
            client.endIdle();
            return;
        }
        switch (random.nextInt(client.isLoggedIn() ? 10 : 1)) {
            case 0 -> {
                if (client.isLoggedIn()) {
                    client.beginIdle();
                } else {
                    client.run("LOGIN anna secret");
                }
            }
            case 1 -> client.ask(List.of(commands.mutated(commands.next(client))));
            case 2 ->
                    client.ask(
                            List.of(
                                    commands.next(client),
                                    commands.next(client),
                                    commands.next(client)));
            default -> client.run(commands.next(client));
        }
    }

    private static List<StrictClient> clients(TestServer server, UidRegister register)
            throws Exception {
        try (Account anna = server.anna()) {
            anna.create(new MailboxName(List.of("elsewhere")));
        }
        List<StrictClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(client(server, register));
        }
        return clients;
    }

    private static StrictClient client(TestServer server, UidRegister register)
            throws InterruptedException {
        StrictClient client =
                new StrictClient(server.connect(InetAddress.getLoopbackAddress()), register);
        assertThat(client.run("SELECT INBOX")).isTrue();
        assertThat(client.isEmpty() || client.run("FETCH 1:* (UID FLAGS)")).isTrue();
        return client;
    }

    private static void act(StrictClient client, Random random) throws InterruptedException {
        String flag = FLAGS[random.nextInt(FLAGS.length)];
        if (client.isEmpty() || random.nextInt(4) == 0) {
            client.run("APPEND INBOX (" + flag + ") " + MESSAGE);
            return;
        }
        int sequence = 1 + random.nextInt(client.count());
        boolean add = random.nextBoolean();
        String change = (add ? "+" : "-") + "FLAGS";
        String uid = Long.toString(client.messages().uid(sequence));
        boolean hasUid = !uid.equals("0");
        switch (random.nextInt(12)) {
            case 0 -> client.run("STORE " + sequence + " " + change + " (" + flag + ")");
            case 1 -> {
                // What it hears of the message meanwhile is later.
                client.messages().believe(sequence, add, flag);
                client.run("STORE " + sequence + " " + change + ".SILENT (" + flag + ")");
            }
            case 2 -> client.run("STORE " + sequence + ":* FLAGS (" + flag + ")");
            case 3 -> client.run("STORE " + sequence + " +FLAGS (\\Deleted)");
            case 4 -> client.run("EXPUNGE");
            case 5 -> client.run("FETCH " + sequence + " BODY[TEXT]");
            case 6 -> client.run("FETCH " + sequence + ":* (UID FLAGS)");
            case 7 -> client.run("COPY " + sequence + " INBOX");
            case 8 -> client.run("MOVE " + sequence + " elsewhere");
            case 9 -> client.run("UID FETCH 1:* FLAGS");
            case 10 -> client.run(hasUid ? "UID MOVE " + uid + " elsewhere" : "NOOP");
            default -> client.run(hasUid ? "UID STORE " + uid + " FLAGS ()" : "CHECK");
        }
    }

    /// Nothing but this client acts meanwhile.
    private static void assertBeliefsAreTrue(StrictClient client) throws InterruptedException {
        List<String> before = client.messages().beliefs();
        client.run("UID FETCH 1:* (FLAGS)");
        List<String> after = client.messages().beliefs();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).startsWith("0 ") && !before.get(i).endsWith(" null")) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    private static void assertAllAgree(TestServer server, List<StrictClient> clients)
            throws InterruptedException {
        for (StrictClient client : clients) {
            client.run("NOOP");
            assertBeliefsAreTrue(client);
        }
        for (StrictClient client : clients) {
            assertThat(client.messages().beliefs())
                    .isEqualTo(clients.getFirst().messages().beliefs());
        }
        assertNoTrouble(server);
    }

    private static void assertNoTrouble(TestServer server) {
        assertThat(server.events())
                .noneMatch(event -> event instanceof Event.Bug)
                .noneMatch(event -> event instanceof Event.StorageTrouble);
    }
}

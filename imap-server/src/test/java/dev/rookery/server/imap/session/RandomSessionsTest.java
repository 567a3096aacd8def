// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.server.observe.Event;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Several clients do what they like in one mailbox. However they interleave, what each was told
/// adds up to what is there.
class RandomSessionsTest {
    private static final int CLIENTS = 3;
    private static final int COMMANDS = 150;
    private static final String[] FLAGS = {"\\Seen", "\\Flagged", "\\Answered", "work", "$Junk"};
    private static final String MESSAGE = "{22+}\r\nSubject: one\r\n\r\ntext\r\n";

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void tellEachClientEverything(long seed) throws Exception {
        Random random = new Random(seed);
        try (TestServer server = new TestServer(directory, ImapSettings.defaults())) {
            List<CountingClient> clients = clients(server);
            for (int i = 0; i < CLIENTS * COMMANDS; i++) {
                CountingClient client = clients.get(random.nextInt(CLIENTS));
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
            List<CountingClient> clients = clients(server);
            List<Callable<Void>> work = new ArrayList<>();
            for (CountingClient client : clients) {
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

    private static List<CountingClient> clients(TestServer server) throws Exception {
        try (Account anna = server.anna()) {
            anna.create(new MailboxName(List.of("elsewhere")));
        }
        List<CountingClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new CountingClient(server.connect(InetAddress.getLoopbackAddress())));
        }
        return clients;
    }

    private static void act(CountingClient client, Random random) throws InterruptedException {
        String flag = FLAGS[random.nextInt(FLAGS.length)];
        if (client.isEmpty() || random.nextInt(4) == 0) {
            client.run("APPEND INBOX (" + flag + ") " + MESSAGE);
            return;
        }
        int sequence = 1 + random.nextInt(client.count());
        boolean add = random.nextBoolean();
        String change = (add ? "+" : "-") + "FLAGS";
        String uid = Long.toString(client.uid(sequence));
        boolean hasUid = !uid.equals("0");
        switch (random.nextInt(12)) {
            case 0 -> client.run("STORE " + sequence + " " + change + " (" + flag + ")");
            case 1 -> {
                // What it hears of the message meanwhile is later.
                client.believe(sequence, add, flag);
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
    private static void assertBeliefsAreTrue(CountingClient client) throws InterruptedException {
        List<String> before = client.beliefs();
        client.run("UID FETCH 1:* (FLAGS)");
        List<String> after = client.beliefs();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).startsWith("0 ") && !before.get(i).endsWith(" null")) {
                assertThat(after.get(i)).isEqualTo(before.get(i));
            }
        }
    }

    private static void assertAllAgree(TestServer server, List<CountingClient> clients)
            throws InterruptedException {
        for (CountingClient client : clients) {
            client.run("NOOP");
            assertBeliefsAreTrue(client);
        }
        for (CountingClient client : clients) {
            assertThat(client.beliefs()).isEqualTo(clients.getFirst().beliefs());
        }
        assertThat(server.events())
                .noneMatch(event -> event instanceof Event.Bug)
                .noneMatch(event -> event instanceof Event.StorageTrouble);
    }
}

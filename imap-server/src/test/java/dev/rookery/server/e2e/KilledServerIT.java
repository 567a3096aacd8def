// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Twenty times `kill -9` while Postfix delivers: what was acknowledged is there, whole, under the
/// UID it was told with.
@NeedsPrograms(
        value = {"postfix", "openssl"},
        root = true)
final class KilledServerIT {
    private static final int KILLS = 20;
    private static final int MESSAGES_A_ROUND = 40;
    private static final Pattern UID = Pattern.compile("\\bUID (\\d+)");
    private static final Pattern UID_VALIDITY = Pattern.compile("\\[UIDVALIDITY (\\d+)]");
    private static final List<String> USERS = List.of("anna", "ben", "cora");

    @RegisterExtension
    @Order(1)
    static final RookeryProcess ROOKERY = new RookeryProcess(USERS.toArray(String[]::new));

    @RegisterExtension
    @Order(2)
    static final Postfix POSTFIX = new Postfix(ROOKERY.lmtpSocket());

    private final GeneratedMail mail = new GeneratedMail();
    private final Random random = new Random(20);

    /// By user: UIDVALIDITY and UID of the generated messages a client saw.
    private final Map<String, Map<String, Integer>> told = new HashMap<>();

    @Test
    void keepsEveryAcknowledgedMessageAndItsUid() throws IOException {
        for (String user : USERS) {
            told.put(user, Map.of());
        }
        for (int round = 0; round < KILLS; round++) {
            String user = USERS.get(round % USERS.size());
            try (ImapDialogue imap = ROOKERY.login(user)) {
                killWhileDelivering(round * MESSAGES_A_ROUND, user, imap);
            }
            Map<String, Long> sent = sent();
            ROOKERY.start();
            for (String each : USERS) {
                await("files of " + each + " before anybody logs in")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> files(each) >= sent.getOrDefault(each, 0L));
            }
            for (String each : USERS) {
                try (ImapDialogue imap = ROOKERY.login(each)) {
                    rememberWhatIsTold(each, imap);
                }
            }
        }
        POSTFIX.awaitEmptyQueue(Duration.ofMinutes(1));

        int duplicates = 0;
        for (String user : USERS) {
            duplicates += assertWhole(user);
        }
        long lostReplies = POSTFIX.logged("message may be sent more than once");
        System.out.println(duplicates + " duplicates, " + lostReplies + " lost replies");
        assertThat(duplicates).isLessThanOrEqualTo((int) lostReplies);
    }

    private void killWhileDelivering(int first, String user, ImapDialogue imap) throws IOException {
        long delivered = POSTFIX.logged("status=sent") + 1 + random.nextInt(20);
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> accept(first));
        await("deliveries")
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(30))
                .until(() -> POSTFIX.logged("status=sent") >= delivered);
        rememberWhatIsTold(user, imap);
        ROOKERY.kill();
        stream.join();
    }

    /// How many messages were acknowledged for each user.
    private static Map<String, Long> sent() throws IOException {
        Map<String, Long> sent = new HashMap<>();
        for (String user : USERS) {
            String to = "to=<" + RookeryProcess.address(user) + ">";
            sent.put(user, POSTFIX.logged(to, "status=sent"));
        }
        return sent;
    }

    private static long files(String user) throws IOException {
        long count = 0;
        for (String part : List.of("new", "cur")) {
            try (Stream<Path> files = Files.list(ROOKERY.maildir(user).resolve(part))) {
                count += files.count();
            }
        }
        return count;
    }

    private void accept(int first) {
        try (MailDialogue smtp = MailDialogue.smtp(POSTFIX.smtpPort())) {
            for (int number = first; number < first + MESSAGES_A_ROUND; number++) {
                assertThat(smtp.send(mail.message(number), recipients(number)))
                        .allMatch(reply -> reply.startsWith("250"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Every third message goes to all, the others to one in turn.
    private static List<String> recipients(int number) {
        return number % 3 == 0
                ? USERS.stream().map(RookeryProcess::address).toList()
                : List.of(RookeryProcess.address(USERS.get(number / 3 % USERS.size())));
    }

    /// Looks as a client does; whatever an earlier look was told must not have changed.
    private void rememberWhatIsTold(String user, ImapDialogue imap) throws IOException {
        Map<String, Integer> now = look(imap);
        Map<String, Integer> before = told.put(user, now);
        assertThat(now).as("UIDs of %s", user).containsAllEntriesOf(before);
    }

    private static Map<String, Integer> look(ImapDialogue imap) throws IOException {
        String validity = first(UID_VALIDITY, String.join("\n", imap.command("SELECT INBOX")));
        Map<String, Integer> numbers = new HashMap<>();
        String fetch = "UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (X-GENERATED)])";
        for (String response : fetched(imap, fetch)) {
            String uid = validity + "/" + first(UID, response);
            numbers.put(uid, GeneratedMail.number(response));
        }
        return numbers;
    }

    /// The FETCH responses; news of the mailbox may stand between them.
    private static List<String> fetched(ImapDialogue imap, String command) throws IOException {
        return imap.command(command).stream().filter(line -> line.contains(" FETCH (")).toList();
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    /// Returns how many messages of a user are there more than once.
    private int assertWhole(String user) throws IOException {
        Map<Integer, Integer> copies = new HashMap<>();
        try (ImapDialogue imap = ROOKERY.login(user)) {
            imap.command("SELECT INBOX");
            for (String response : fetched(imap, "UID FETCH 1:* (BODY.PEEK[])")) {
                byte[] literal = response.substring(0, response.length() - 1).getBytes(ISO_8859_1);
                String below = GeneratedMail.belowTrace(literal);
                int number = GeneratedMail.number(below);
                assertThat(below).isEqualTo(GeneratedMail.belowTrace(mail.message(number)));
                copies.merge(number, 1, Integer::sum);
            }
        }
        assertThat(copies.keySet()).as("messages of %s", user).containsAll(sentTo(user));
        return copies.values().stream().mapToInt(count -> count - 1).sum();
    }

    private static List<Integer> sentTo(String user) {
        List<Integer> sent = new ArrayList<>();
        for (int number = 0; number < KILLS * MESSAGES_A_ROUND; number++) {
            if (recipients(number).contains(RookeryProcess.address(user))) {
                sent.add(number);
            }
        }
        return sent;
    }
}

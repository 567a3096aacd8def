// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static dev.rookery.server.e2e.RealClient.Step.BEYOND_BMP;
import static dev.rookery.server.e2e.RealClient.Step.LOSE_FOLDER;
import static dev.rookery.server.e2e.RealClient.Step.RENAME;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Mail clients, each in five stories with another client of the same user, and all of them at
/// once.
@NeedsPrograms({
    "mbsync",
    "offlineimap",
    "mutt",
    "neomutt",
    "curl",
    "python3",
    "script",
    "tmux",
    "openssl"
})
final class MailClientsIT {
    /// How a client of a user is set up.
    private interface Setup {
        RealClient open(RookeryProcess rookery, String user) throws IOException;
    }

    enum Client {
        MBSYNC(Mbsync::new),
        OFFLINEIMAP(OfflineImap::new),
        MUTT((rookery, user) -> new Mutt("mutt", rookery, user)),
        NEOMUTT((rookery, user) -> new Mutt("neomutt", rookery, user)),
        CURL(Curl::new),
        IMAPLIB(Imaplib::new),
        ANGUS_MAIL(AngusMail::new);

        @SuppressWarnings("ImmutableEnumChecker") // a constructor
        private final Setup setup;

        Client(Setup setup) {
            this.setup = setup;
        }

        /// A user of whom only this client in this story knows.
        private String user(String story) {
            return name().toLowerCase(Locale.ROOT) + "-" + story;
        }

        private RealClient open(String user) throws IOException {
            return setup.open(ROOKERY, user);
        }
    }

    private static final String CLIENTS = "rookery.clients";
    private static final List<String> STORIES =
            List.of("first", "later", "flags", "folders", "large");
    private static final String DRAFTS = "Entwürfe/Größe & Maß";
    private static final String JAPANESE = "日本語";
    private static final String BIRD = "Отчёты/烏 🐦";
    private static final String NO_BIRD = "Отчёты/烏 & 2026";
    private static final int LARGE_BYTES = 7_500_000; // 10 MB in base64

    private static final GeneratedMail MAIL = new GeneratedMail();

    @RegisterExtension
    static final RookeryProcess ROOKERY =
            new RookeryProcess(
                    Stream.concat(
                                    Stream.of("everybody"),
                                    Arrays.stream(Client.values())
                                            .flatMap(c -> STORIES.stream().map(c::user)))
                            .toArray(String[]::new));

    private static Set<Client> clients() {
        return System.getProperty(CLIENTS, "").equals("all")
                ? EnumSet.allOf(Client.class)
                : EnumSet.of(Client.MBSYNC, Client.OFFLINEIMAP, Client.MUTT);
    }

    @ParameterizedTest
    @MethodSource("clients")
    void firstSyncBringsAllFoldersAndMessages(Client kind) throws IOException {
        String user = kind.user("first");
        try (DialogueClient other = new DialogueClient(ROOKERY, user);
                RealClient client = kind.open(user)) {
            other.create(DRAFTS);
            other.create(JAPANESE);
            other.append("INBOX", "", generated(0, 180));
            other.append("INBOX", "FS", generated(180, 200));
            other.append(DRAFTS, "RS", generated(200, 260));
            other.append(JAPANESE, "S", generated(260, 300));

            client.sync();

            assertAgree(client, other);
            assertThat(other.messages("INBOX")).hasSize(200);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void laterSyncBringsWhatAnotherClientDid(Client kind) throws IOException {
        String user = kind.user("later");
        try (DialogueClient other = new DialogueClient(ROOKERY, user);
                RealClient client = kind.open(user)) {
            other.create(DRAFTS);
            other.append("INBOX", "", generated(0, 30));
            other.append(DRAFTS, "S", generated(30, 40));
            client.sync();

            ROOKERY.deliver(user, text(40));
            ROOKERY.deliver(user, text(42));
            other.flag("INBOX", 3, "FS");
            other.flag(DRAFTS, 31, "");
            other.expunge("INBOX", 7);
            other.expunge(DRAFTS, 39);
            other.create(JAPANESE);
            other.append(JAPANESE, "RS", generated(50, 55));
            client.sync();
            assertAgree(client, other);

            other.expunge("INBOX", 42);
            other.append("INBOX", "F", generated(60, 62));
            client.sync();
            assertAgree(client, other);
            assertThat(other.messages("INBOX")).hasSize(32);
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void flagsGoBothWays(Client kind) throws IOException {
        String user = kind.user("flags");
        try (DialogueClient other = new DialogueClient(ROOKERY, user);
                RealClient client = kind.open(user)) {
            other.create(DRAFTS);
            other.append("INBOX", "", generated(0, 5));
            other.append(DRAFTS, "FS", generated(5, 10));
            client.sync();

            client.flag("INBOX", 1, "F");
            client.flag("INBOX", 2, "RS");
            client.flag(DRAFTS, 6, "");
            client.flag(DRAFTS, 7, "S");
            client.expunge("INBOX", 0);
            other.flag("INBOX", 3, "FRS");
            other.flag(DRAFTS, 8, "RS"); // mutt takes what is answered as read
            client.sync();

            assertAgree(client, other);
            assertThat(other.messages("INBOX"))
                    .extracting(Seen::number, Seen::flags)
                    .containsExactly(tuple(1, "F"), tuple(2, "RS"), tuple(3, "FRS"), tuple(4, ""));
            assertThat(other.messages(DRAFTS))
                    .extracting(Seen::flags)
                    .containsExactly("FS", "", "S", "RS", "FS");
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    void foldersComeAreRenamedAndGo(Client kind) throws IOException {
        String user = kind.user("folders");
        try (DialogueClient other = new DialogueClient(ROOKERY, user);
                RealClient client = kind.open(user)) {
            String bird = client.lacks().containsKey(BEYOND_BMP) ? NO_BIRD : BIRD;
            client.sync();
            client.create(DRAFTS);
            client.create(JAPANESE);
            client.sync();
            assertThat(other.folders()).contains(DRAFTS, JAPANESE);

            client.append(JAPANESE, MAIL.message(1));
            client.sync();
            if (!client.lacks().containsKey(RENAME)) {
                client.rename(JAPANESE, bird);
                assertThat(other.folders()).contains(bird).doesNotContain(JAPANESE);
                assertThat(other.messages(bird)).hasSize(1);
                client.rename(bird, JAPANESE);
            }
            assertThat(other.messages(JAPANESE)).hasSize(1);
            client.delete(JAPANESE);
            client.sync();
            assertThat(other.folders()).contains(DRAFTS).doesNotContain(JAPANESE, bird);

            other.create(bird);
            other.append(bird, MAIL.message(2));
            client.sync();
            assertAgree(client, other);
            if (!client.lacks().containsKey(LOSE_FOLDER)) {
                other.rename(bird, JAPANESE);
                client.sync();
                assertAgree(client, other);
                other.delete(JAPANESE);
                client.sync();
                assertAgree(client, other);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("clients")
    @EnabledIfSystemProperty(named = CLIENTS, matches = "all")
    void tenMegabytesAreTheSameAfterwards(Client kind) throws IOException {
        String user = kind.user("large");
        try (DialogueClient other = new DialogueClient(ROOKERY, user);
                RealClient client = kind.open(user)) {
            other.create(DRAFTS);
            client.sync();
            byte[] large = MAIL.attachment(1, LARGE_BYTES);
            assertThat(large).hasSizeGreaterThan(10_000_000);

            client.append(DRAFTS, large);
            client.sync();
            client.sync();

            assertThat(other.messages(DRAFTS)).as("arrives once").hasSize(1);
            assertThat(other.messages(DRAFTS).getFirst().hash())
                    .isEqualTo(Seen.of("", large).hash());
            try (RealClient second = kind.open(user)) {
                second.sync();
                assertAgree(second, other);
            }
        }
    }

    @Test
    void allClientsOfOneUserSeeTheSame() throws IOException {
        List<RealClient> clients = new ArrayList<>();
        try (DialogueClient other = new DialogueClient(ROOKERY, "everybody")) {
            int count = Client.values().length;
            other.append("INBOX", "", generated(0, count));
            for (Client kind : Client.values()) {
                clients.add(kind.open("everybody"));
            }
            for (int i = 0; i < count; i++) {
                RealClient client = clients.get(i);
                client.sync();
                client.flag("INBOX", i, "FS");
                client.append("INBOX", MAIL.message(count + i));
                client.sync();
            }
            for (RealClient client : clients) {
                client.sync();
                assertAgree(client, other);
            }
            assertThat(other.messages("INBOX"))
                    .extracting(Seen::number)
                    .isEqualTo(IntStream.range(0, 2 * count).boxed().toList());
        } finally {
            for (RealClient client : clients) {
                client.close();
            }
        }
    }

    private static void assertAgree(RealClient client, RealClient other) throws IOException {
        assertThat(client.folders()).isEqualTo(other.folders());
        for (String folder : List.of("INBOX", DRAFTS, JAPANESE, BIRD, NO_BIRD)) {
            if (other.folders().contains(folder)) {
                assertThat(client.messages(folder)).as(folder).isEqualTo(other.messages(folder));
            }
        }
    }

    private static List<byte[]> generated(int from, int to) {
        return IntStream.range(from, to).mapToObj(MAIL::message).toList();
    }

    private static String text(int number) {
        return new String(MAIL.message(number), UTF_8).replace("\r\n", "\n");
    }
}

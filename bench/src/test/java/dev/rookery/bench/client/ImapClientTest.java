// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImapClientTest {
    private static final String GREETING = "* OK [CAPABILITY IMAP4rev1] hello\r\n";

    @FunctionalInterface
    private interface Dialogue {
        void with(ImapClient client) throws IOException;
    }

    private static void answering(Dialogue dialogue, String... answers) throws IOException {
        List<String> all = new ArrayList<>(List.of(GREETING));
        all.addAll(List.of(answers));
        try (CannedServer server = new CannedServer(all);
                ImapClient client = ImapClient.connect(server.address())) {
            dialogue.with(client);
        }
    }

    @Test
    void countsFetchResponsesAndTheirLiterals() throws IOException {
        String body = "Subject: {5}\r\n\r\na1 OK not the end\r\n* 9 FETCH\r\n";
        String fetched =
                "* 1 FETCH (UID 7 BODY[] {"
                        + body.length()
                        + "}\r\n"
                        + body
                        + " FLAGS ())\r\n"
                        + "* 2 FETCH (UID 8 BODY[] {0}\r\n FLAGS (\\Seen))\r\n";
        answering(
                client -> {
                    Answer answer = client.run("FETCH 1:2 (BODY[])");
                    assertThat(answer.fetched()).isEqualTo(2);
                    assertThat(answer.literals()).isEqualTo(2);
                    assertThat(answer.literalBytes()).isEqualTo(body.length());
                    assertThat(answer.bytes())
                            .isEqualTo(fetched.length() + "a1 OK done\r\n".length());
                    assertThat(answer.status()).isEqualTo("OK done");
                },
                fetched + "a1 OK done\r\n");
    }

    @Test
    void knowsHowManyMessagesThereAre() throws IOException {
        answering(
                client -> {
                    Answer answer = client.select("INBOX");
                    assertThat(answer.exists()).isEqualTo(172);
                    assertThat(answer.uidNext()).isEqualTo(4392);
                    assertThat(answer.highestModSeq()).isEqualTo(715);
                    assertThat(client.run("EXPUNGE").expunged()).isEqualTo(2);
                    assertThat(answer.exists()).isEqualTo(170);
                },
                """
                * 172 EXISTS
                * 1 RECENT
                * OK [UIDNEXT 4392] next
                * OK [HIGHESTMODSEQ 715] highest
                a1 OK [READ-WRITE] done
                """
                        .replace("\n", "\r\n"),
                "* 3 EXPUNGE\r\n* 3 EXPUNGE\r\na2 OK done\r\n");
    }

    @Test
    void countsHits() throws IOException {
        answering(
                client -> {
                    assertThat(client.run("SEARCH ALL").hits()).isEqualTo(4);
                    assertThat(client.run("SEARCH NONE").hits()).isZero();
                    assertThat(client.run("THREAD").hits()).isEqualTo(5);
                },
                "* SEARCH 2 84 882 1234567\r\na1 OK 3 done\r\n",
                "* SEARCH\r\na2 OK done\r\n",
                "* THREAD (166)(167 (168)(169)(12))\r\na3 OK done\r\n");
    }

    @Test
    void countsWhatVanished() throws IOException {
        answering(
                client -> assertThat(client.run("UID EXPUNGE 1:*").expunged()).isEqualTo(6),
                "* VANISHED (EARLIER) 1:3,5\r\n* VANISHED 12:11\r\na1 OK done\r\n");
    }

    @Test
    void tellsWhyACommandWasRefused() throws IOException {
        answering(
                client ->
                        assertThatThrownBy(() -> client.login("u", "p"))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("NO [AUTHENTICATIONFAILED] who?"),
                "a1 NO [AUTHENTICATIONFAILED] who?\r\n");
    }

    @Test
    void tellsThatTheServerIsGone() throws IOException {
        answering(
                client ->
                        assertThatThrownBy(() -> client.run("NOOP"))
                                .isInstanceOf(IOException.class)
                                .hasMessageContaining("closed the connection"),
                "* BYE\r\n");
    }

    @Test
    void closesEvenIfTheServerDoesNotSayGoodbye() throws IOException {
        answering(
                client -> {
                    assertThatThrownBy(client::logout).hasMessageContaining("not now");
                    assertThatThrownBy(() -> client.run("NOOP")).hasMessageContaining("closed");
                },
                "a1 NO not now\r\n",
                "a2 OK still here\r\n");
    }

    @Test
    void waitsForNews() throws IOException {
        answering(
                client -> {
                    client.idle();
                    assertThat(client.awaitNews().exists()).isEqualTo(3);
                    assertThat(client.done().isOk()).isTrue();
                },
                "+ idling\r\n* 3 EXISTS\r\n",
                "a1 OK done\r\n");
    }

    @Test
    void keepsTheTextOfAnAnswerOnRequest() throws IOException {
        answering(
                client ->
                        assertThat(client.text("FETCH 1 (BODY[])"))
                                .isEqualTo("* 1 FETCH (BODY[] {3}\r\nabc)\r\na1 OK\r\n"),
                "* 1 FETCH (BODY[] {3}\r\nabc)\r\na1 OK\r\n");
    }

    @Test
    void tellsHitsFromOthersAndFromAnotherOrder() throws IOException {
        answering(
                client -> {
                    Answer answer = client.run("SORT (DATE) UTF-8 ALL");
                    assertThat(answer.hitSum()).isEqualTo(1_004);
                    assertThat(answer.hitOrder())
                            .isEqualTo(Answer.order(1_000, 1, 3))
                            .isNotEqualTo(Answer.order(1_000, 3, 1));
                    assertThat(client.run("SEARCH 7").hitSum()).isEqualTo(7);
                    assertThat(answer.hitOrder()).isEqualTo(Answer.order(7));
                },
                "* SORT 1000 1 3\r\na1 OK 12 done\r\n",
                "* SEARCH 7\r\na2 OK done\r\n");
    }

    @Test
    void knowsWhichMessagesWereFetched() throws IOException {
        answering(
                client -> assertThat(client.run("FETCH 3,90 (FLAGS)").fetchedSum()).isEqualTo(93),
                "* 3 FETCH (FLAGS ())\r\n* 90 FETCH (FLAGS ())\r\na1 OK done\r\n");
    }

    @Test
    void countsTextsInAnswersAndLiterals() throws IOException {
        answering(
                client -> {
                    assertThat(client.occurrences("FETCH 1 (BODY[])", "aab", "FETCH", "xx", "aa"))
                            .containsExactly(2L, 1L, 0L, 4L);
                    assertThat(client.run("NOOP").isOk()).isTrue();
                },
                "* 1 FETCH (BODY[] {8}\r\naaabaaab FLAGS ())\r\na1 OK\r\n",
                "a2 OK\r\n");
    }
}

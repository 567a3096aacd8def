// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a user asks for by name, whether somebody else has it makes no difference to a single
/// byte of the answer.
@SuppressWarnings("NullAway.Init") // a server is started before each test
class TwoUsersTest {
    /// What only bert has: a mailbox, a message in it, a keyword, an annotation.
    private static final String HIS = "canary-7f";

    /// What nobody has.
    private static final String NOBODYS = "canary-7g";

    @TempDir private Path directory;
    private TestServer server;

    @BeforeEach
    void giveBertSomething() throws InterruptedException {
        server = new TestServer(directory, TestServer.settings(ImapSettings.Limits.DEFAULT));
        MemoryTransport bert = logIn("bert");
        assertThat(run(bert, "CREATE " + HIS)).startsWith("a OK");
        String message = "Subject: " + HIS + "\r\n\r\n" + HIS + "\r\n";
        assertThat(
                        run(
                                bert,
                                "APPEND "
                                        + HIS
                                        + " ("
                                        + HIS
                                        + ") {"
                                        + message.length()
                                        + "+}\r\n"
                                        + message))
                .contains("a OK");
        assertThat(
                        run(
                                bert,
                                "APPEND INBOX ("
                                        + HIS
                                        + ") {"
                                        + message.length()
                                        + "+}\r\n"
                                        + message))
                .contains("a OK");
        assertThat(run(bert, "SUBSCRIBE " + HIS)).contains("a OK");
        assertThat(run(bert, "SETMETADATA " + HIS + " (/private/comment \"" + HIS + "\")"))
                .contains("a OK");
        assertThat(run(bert, "SETMETADATA \"\" (/private/comment \"" + HIS + "\")"))
                .contains("a OK");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT @",
                "EXAMINE @",
                "SELECT @ (QRESYNC (1 1 1:9))",
                "STATUS @ (MESSAGES UIDVALIDITY MAILBOXID SIZE)",
                "DELETE @",
                "RENAME @ other",
                "LIST \"\" @",
                "LIST @ *",
                "LIST (SUBSCRIBED) \"\" @ RETURN (CHILDREN STATUS (MESSAGES))",
                "LSUB \"\" @",
                "UNSUBSCRIBE @",
                "APPEND @ {1+}\r\nx",
                "APPEND INBOX CATENATE (URL \"/@/;UID=1\")",
                "APPEND INBOX CATENATE (URL \"imap://bert@localhost/@/;UID=1\")",
                "APPEND INBOX CATENATE (URL \"imap://bert@localhost/INBOX/;UID=1\" TEXT {1+}\r\n@)",
                "COPY 1 @",
                "MOVE 1 @",
                "UID COPY 1 @",
                "UID MOVE 1 @",
                "REPLACE 1 @ {1+}\r\nx",
                "GETQUOTA \"@\"",
                "GETQUOTAROOT @",
                "SETQUOTA \"@\" (STORAGE 1)",
                "GETMETADATA @ /private/comment",
                "SETMETADATA @ (/private/comment \"x\")",
                "NOTIFY SET (mailboxes @ (MailboxName MessageNew MessageExpunge))",
                "SEARCH KEYWORD @",
                "SEARCH TEXT @",
                "UID SEARCH SUBJECT @",
                "FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (@)])",
                "STORE 1 FLAGS (@)",
                "SELECT \"../bert/@\"",
                "SELECT \"~bert/@\"",
                "SELECT \"#user.bert.@\"",
                "CREATE @",
                "SUBSCRIBE @",
                "ID (\"name\" \"@\")",
                "ENABLE @",
            })
    void hearTheSameWhetherOrNotTheOtherHasIt(String command) throws InterruptedException {
        String[] answers = new String[2];
        String[] names = {HIS, NOBODYS};
        for (int i = 0; i < names.length; i++) {
            MemoryTransport anna = logIn("anna");
            assertThat(run(anna, "SELECT INBOX")).contains("a OK").doesNotContain("canary");
            answers[i] = run(anna, command.replace("@", names[i])).replace(names[i], "@");
            assertThat(run(anna, "LIST \"\" *")).contains("a OK");
            run(anna, "DELETE " + names[i]);
            run(anna, "UNSUBSCRIBE " + names[i]);
            anna.hangUp();
        }
        assertThat(withoutNumbers(answers[0])).isEqualTo(withoutNumbers(answers[1]));
        assertThat(answers[0]).doesNotContain("canary");
    }

    /// A user who is there with a wrong password, one who is not, one acting for another.
    @Test
    void hearTheSameWhetherOrNotThereIsAUser() throws InterruptedException {
        MemoryTransport stranger = connect();
        String refusal = run(stranger, "LOGIN bert wrong");
        assertThat(refusal).startsWith("a NO [AUTHENTICATIONFAILED]");
        assertThat(run(stranger, "LOGIN nobody wrong")).isEqualTo(refusal);
        // bert NUL anna NUL secret: anna, who would be bert
        assertThat(run(stranger, "AUTHENTICATE PLAIN YmVydABhbm5hAHNlY3JldA==")).isEqualTo(refusal);
    }

    @Test
    void seeNothingOfEachOther() throws InterruptedException {
        MemoryTransport anna = logIn("anna");
        for (String command :
                List.of(
                        "LIST \"\" *",
                        "LIST (SUBSCRIBED) \"\" *",
                        "LSUB \"\" *",
                        "LIST \"\" * RETURN (STATUS (MESSAGES UNSEEN) CHILDREN SPECIAL-USE)",
                        "NAMESPACE",
                        "GETQUOTAROOT INBOX",
                        "GETMETADATA (DEPTH infinity) \"\" (/private /shared)",
                        "GETMETADATA (DEPTH infinity) INBOX (/private /shared)",
                        "SELECT INBOX",
                        "UID SEARCH ALL",
                        "UID FETCH 1:* (FLAGS ENVELOPE BODY.PEEK[])",
                        "STATUS INBOX (MESSAGES)",
                        "NOTIFY SET STATUS (personal (MailboxName MessageNew MessageExpunge))")) {
            assertThat(run(anna, command)).contains("a OK").doesNotContain("canary");
        }
    }

    /// UIDVALIDITY and object identifiers differ from mailbox to mailbox.
    private static String withoutNumbers(String answer) {
        return answer.replaceAll("\\d+", "0").replaceAll("\\([FM][0-9a-zA-Z_-]+\\)", "(id)");
    }

    private MemoryTransport connect() throws InterruptedException {
        MemoryTransport client = server.connect(InetAddress.getLoopbackAddress());
        assertThat(client.receiveLine()).startsWith("* OK");
        return client;
    }

    private MemoryTransport logIn(String user) throws InterruptedException {
        MemoryTransport client = connect();
        assertThat(run(client, "LOGIN " + user + " secret")).startsWith("a OK");
        return client;
    }

    /// All that comes up to the tagged reply.
    private static String run(MemoryTransport client, String command) throws InterruptedException {
        client.send(("a " + command + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder answer = new StringBuilder();
        String line = client.receiveResponse();
        while (!line.isEmpty() && !line.startsWith("a ")) {
            answer.append(line);
            line = client.receiveResponse();
        }
        return answer.append(line).toString();
    }
}

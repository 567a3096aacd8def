// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client made with imapflow, which enables IMAP4rev2, UTF8=ACCEPT and QRESYNC where it can, and
/// beside it another client of the same user.
@NeedsPrograms(
        value = {"node", "openssl"},
        files = ImapflowIT.INSTALLED + "/imapflow")
final class ImapflowIT {
    /// Where `.ci/run` puts it, so that tests need no network.
    static final String INSTALLED = "imap-server/target/imapflow/node_modules";

    private static final Path ROOT = Path.of(System.getProperty("rookery.root"));

    @RegisterExtension
    static final RookeryProcess ROOKERY = new RookeryProcess("anna", "ben", "cora", "dan", "eva");

    @Test
    void aSecondSyncBringsWhatAnotherClientChanged() throws IOException {
        deliver("anna", "one", "two", "three");
        JsonNode first = client("anna", "sync");
        assertThat(texts(first.get("messages"), "subject")).containsExactly("one", "two", "three");
        assertThat(texts(first.get("messages"), "text")).containsOnly("Grüße\r\n");

        deliver("anna", "four");
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            imap.command("SELECT INBOX");
            imap.command("UID STORE 1 FLAGS (\\Flagged Later)");
            imap.command("UID STORE 2 FLAGS (\\Deleted)");
            imap.command("EXPUNGE");
        }
        JsonNode second = client("anna", "sync", first.get("state").asString());

        assertThat(second.get("resynced").asBoolean()).isTrue();
        assertThat(second.get("changed").get("1").toString())
                .isIn("[\"\\\\Flagged\",\"Later\"]", "[\"Later\",\"\\\\Flagged\"]");
        assertThat(second.get("changed").has("3")).as("nothing happened to it").isFalse();
        assertThat(second.get("gone").toString()).isEqualTo("[2]");
        assertThat(texts(second.get("messages"), "subject")).containsExactly("four");
    }

    @Test
    void twoClientsHearOfEachOther() throws IOException {
        deliver("ben", "first");

        JsonNode heard = client("ben", "watch").get("heard");

        assertThat(heard.toString()).isEqualTo("[[\"\\\\Seen\",\"Later\"],2,[\"\\\\Answered\"],1]");
        try (ImapDialogue imap = ROOKERY.login("ben")) {
            imap.command("SELECT INBOX");
            assertThat(imap.command("FETCH 1:* (UID FLAGS)"))
                    .singleElement()
                    .asString()
                    .startsWith("* 1 FETCH (UID 2 FLAGS (\\Answered");
        }
    }

    @ParameterizedTest
    @CsvSource({"cora, all-enabled", "dan, nothing-enabled"})
    void foldersHaveNamesInAnyScript(String user, String enabling) throws IOException {
        JsonNode saw = client(user, "folders", enabling);

        assertThat(texts(saw.get("created"))).contains("Письма", "Письма.Zürich & 東京", "Post 📬");
        assertThat(texts(saw.get("renamed")))
                .contains("Письма", "Письма.Αθήνα", "Café")
                .doesNotContain("Письма.Zürich & 東京", "Post 📬");
        assertThat(saw.get("kept").asInt()).isOne();
        assertThat(texts(saw.get("deleted")))
                .contains("Письма", "Café")
                .doesNotContain("Письма.Αθήνα");
        try (ImapDialogue imap = ROOKERY.login(user)) {
            assertThat(imap.command("LIST \"\" %"))
                    .anyMatch(folder -> folder.endsWith(" &BB8EOARBBEwEPAQw-"))
                    .anyMatch(folder -> folder.endsWith(" Caf&AOk-"));
        }
    }

    @Test
    void aLargeMessageGoesThereAndBack() {
        JsonNode saw = client("eva", "append", "10");

        assertThat(saw.get("sent").asInt()).isGreaterThan(10 << 20);
        assertThat(saw.get("size")).isEqualTo(saw.get("sent"));
        assertThat(saw.get("same").asBoolean()).isTrue();
        assertThat(saw.get("flags").toString()).isEqualTo("[\"Large\",\"\\\\Seen\"]");
        assertThat(saw.get("date").asString()).isEqualTo("2001-02-03T04:05:06.000Z");
    }

    private static JsonNode client(String user, String step, String... arguments) {
        List<String> command = new ArrayList<>(List.of("node"));
        command.add(ROOT.resolve("imap-server/src/test/imapflow/client.js").toString());
        command.add(Integer.toString(ROOKERY.imapsPort()));
        command.addAll(List.of(RookeryProcess.address(user), step));
        command.addAll(List.of(arguments));
        String printed =
                Program.of(command.toArray(String[]::new))
                        .with("NODE_NO_WARNINGS", "1")
                        .with("NODE_PATH", ROOT.resolve(INSTALLED).toString())
                        .with("NODE_EXTRA_CA_CERTS", ROOKERY.certificate().toString())
                        .run();
        return JsonMapper.shared().readTree(new String(printed.getBytes(ISO_8859_1), UTF_8));
    }

    private static void deliver(String user, String... subjects) throws IOException {
        for (String subject : subjects) {
            ROOKERY.deliver(user, "Subject: " + subject + "\n\nGrüße\n");
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static List<String> texts(JsonNode array, String field) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.get(field).asString()));
        return texts;
    }
}

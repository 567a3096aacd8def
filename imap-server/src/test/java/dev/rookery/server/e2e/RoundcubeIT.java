// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Somebody reads mail in a web browser: Chromium shows Roundcube, which talks to the server.
@NeedsPrograms(
        value = {"php", "chromedriver", "chromium", "openssl"},
        files = Roundcube.PAGES)
final class RoundcubeIT {
    private static final String LETTERS = "&BB8EOARBBEwEPAQw-"; // Письма
    private static final String WITH_ATTACHMENT =
            """
            From: Ada <ada@client.test>
            Subject: with a list
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=cut

            --cut
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            Die Liste hängt an.
            --cut
            Content-Type: text/csv; charset=utf-8
            Content-Disposition: attachment; filename*=utf-8''V%C3%B6gel.csv
            Content-Transfer-Encoding: base64

            cm9vayw3CmphY2tkYXcsMTEK
            --cut--
            """;

    @Order(1)
    @RegisterExtension
    static final RookeryProcess ROOKERY =
            new RookeryProcess("anna", "ben", "cora", "dan", "eva", "finn");

    @Order(2)
    @RegisterExtension
    static final Roundcube ROUNDCUBE = new Roundcube(ROOKERY);

    @Order(3)
    @RegisterExtension
    static final Browser BROWSER = new Browser();

    @Test
    void showsFoldersWithNamesInAnyScript() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("anna")) {
            for (String folder : List.of(LETTERS, LETTERS + ".Z&APw-rich")) {
                imap.command("CREATE " + folder);
                imap.command("SUBSCRIBE " + folder);
            }
            imap.command("SELECT INBOX");
        }
        ROOKERY.deliver("anna", "Subject: about letters\n\nbody\n");
        move("anna", LETTERS);

        logIn("anna");

        BROWSER.awaitTexts(
                "#mailboxlist li.mailbox > a", "Inbox", "Drafts", "Trash", "Письма\n1", "Zürich");
        BROWSER.click("#mailboxlist a[rel='" + LETTERS + "']");
        awaitSubjects("about letters");
    }

    private static void move(String user, String folder) throws IOException {
        try (ImapDialogue imap = ROOKERY.login(user)) {
            imap.command("SELECT INBOX");
            imap.command("MOVE 1 " + folder);
        }
    }

    @Test
    void showsAMessageAndItsAttachment() throws IOException {
        ROOKERY.deliver("ben", "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n\nbody\n");
        ROOKERY.deliver("ben", WITH_ATTACHMENT);
        logIn("ben");
        awaitSubjects("with a list", "Grüße");

        BROWSER.click(subject("with a list"));
        BROWSER.enterFrame("#messagecontframe");
        BROWSER.awaitTexts("#messagebody", "Die Liste hängt an.");
        assertThat(BROWSER.texts("#attachment-list .attachment-name")).containsExactly("Vögel.csv");
        assertThat(BROWSER.fetch("#attachment-list a.filename")).isEqualTo("rook,7\njackdaw,11\n");
        BROWSER.leaveFrame();
    }

    @Test
    void aFlagIsSetAndTakenAway() throws IOException {
        deliver("cora", "first", "second");
        logIn("cora");
        awaitSubjects("second", "first");

        BROWSER.click(subject("first"));
        mark("flag");
        awaitSearch("cora", "INBOX", "FLAGGED SUBJECT first", 1);
        mark("unflag");
        awaitSearch("cora", "INBOX", "FLAGGED", 0);
    }

    private static void mark(String how) {
        BROWSER.click("#toolbar-menu a.markmessage");
        BROWSER.click("#markmessage-menu a." + how);
    }

    @Test
    void aMessageIsMovedToAnotherFolder() throws IOException {
        try (ImapDialogue imap = ROOKERY.login("dan")) {
            imap.command("CREATE " + LETTERS);
            imap.command("SUBSCRIBE " + LETTERS);
        }
        deliver("dan", "stays", "goes");
        logIn("dan");
        awaitSubjects("goes", "stays");

        BROWSER.click(subject("goes"));
        BROWSER.click("#toolbar-menu a.more");
        BROWSER.click("#message-menu a.move");
        BROWSER.click("//*[@id='folder-selector']//a[contains(., 'Письма')]");

        awaitSubjects("stays");
        awaitSearch("dan", LETTERS, "SUBJECT goes", 1);
        awaitSearch("dan", "INBOX", "ALL", 1);
    }

    @Test
    void aDeletedMessageIsInTheTrash() throws IOException {
        deliver("eva", "stays", "goes");
        logIn("eva");
        awaitSubjects("goes", "stays");

        BROWSER.click(subject("goes"));
        BROWSER.click("#toolbar-menu a.delete");

        awaitSubjects("stays");
        awaitSearch("eva", "Trash", "SUBJECT goes", 1);
        awaitSearch("eva", "INBOX", "ALL", 1);
    }

    @Test
    void anUnfinishedMessageIsKeptInDrafts() throws IOException {
        logIn("finn");
        BROWSER.click("#taskmenu a.compose");
        BROWSER.type("#compose_to input", "ada@client.test");
        BROWSER.type("#compose-subject", "Привет");
        BROWSER.type("#composebody", "Not yet finished");
        BROWSER.click("#layout-content a.draft");
        awaitSearch("finn", "Drafts", "SEEN BODY finished", 1);
        BROWSER.awaitElement("input[name='_draft_saveid'][value]:not([value=''])");

        BROWSER.type("#composebody", ", naïve.");
        BROWSER.click("#layout-content a.draft");

        awaitSearch("finn", "Drafts", "BODY {6+}\r\nna\u00c3\u00afve", 1);
        awaitSearch("finn", "Drafts", "ALL", 1);
        try (ImapDialogue imap = ROOKERY.login("finn")) {
            imap.command("SELECT Drafts");
            assertThat(imap.command("FETCH 1 ENVELOPE").getFirst())
                    .contains("=?UTF-8?Q?", "\"ada\" \"client.test\"");
        }
    }

    private static void logIn(String user) {
        BROWSER.openAsStranger(ROUNDCUBE.address());
        BROWSER.type("#rcmloginuser", RookeryProcess.address(user));
        BROWSER.type("#rcmloginpwd", RookeryProcess.PASSWORD);
        BROWSER.click("#rcmloginsubmit");
        BROWSER.awaitElement("#mailboxlist li.inbox");
    }

    private static void deliver(String user, String... subjects) throws IOException {
        for (String subject : subjects) {
            ROOKERY.deliver(user, "Subject: " + subject + "\n\nbody\n");
        }
    }

    private static String subject(String subject) {
        return "//*[@id='messagelist']//td[.//span[text() = '" + subject + "']]";
    }

    private static void awaitSubjects(String... subjects) {
        BROWSER.act(
                "list " + List.of(subjects),
                () ->
                        BROWSER.texts("#messagelist td.subject span.subject")
                                .equals(List.of(subjects)));
    }

    private static void awaitSearch(String user, String folder, String search, int count)
            throws IOException {
        try (ImapDialogue imap = ROOKERY.login(user)) {
            await(search)
                    .atMost(ofSeconds(30))
                    .until(() -> {
                        imap.command("EXAMINE " + folder);
                        String found =
                                imap.command("UID SEARCH RETURN (COUNT) " + search).getFirst();
                        return found.endsWith(" COUNT " + count);
                    });
        }
    }
}

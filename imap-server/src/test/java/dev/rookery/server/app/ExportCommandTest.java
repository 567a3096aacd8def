// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    @TempDir private Path directory;
    private AccountLocation account = new AccountLocation(Path.of("/"));

    @BeforeEach
    void makeAccount() throws IOException {
        account = new AccountLocation(directory.resolve("anna/Maildir"));
        try (MailStore store = MailStore.builder().build();
                Account opened = store.open(account)) {
            opened.create(MailboxName.parse("Work/To do", '/'), Set.of(SpecialUse.ARCHIVE));
        }
    }

    @Test
    void givesTheMailBackAndSaysWhatToRun() throws IOException {
        String config = SmallConfig.in(directory, "separator = \"/\"");
        CommandRun run = CommandRun.of("export", "anna", "-c", config);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines())
                .satisfiesExactlyInAnyOrder(
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "# %s: 2 mailboxes are Dovecot's now."
                                                        .formatted(account.maildir())),
                        line -> assertThat(line).startsWith("# Files rookery.retired.… can go"),
                        line -> assertThat(line).startsWith("# When Dovecot serves the mail"),
                        line ->
                                assertThat(line)
                                        .isEqualTo(
                                                "# Work/To do: in Dovecot's configuration,"
                                                        + " special_use = \\Archive"),
                        line ->
                                assertThat(line)
                                        .matches(
                                                "doveadm mailbox update -u anna"
                                                        + " --min-highest-modseq [0-9]+ INBOX"),
                        line ->
                                assertThat(line)
                                        .matches(
                                                "doveadm mailbox update -u anna"
                                                        + " --min-highest-modseq [0-9]+"
                                                        + " 'Work/To do'"));
        assertThat(account.maildir().resolve("dovecot-uidlist")).exists();
        assertThat(account.maildir().resolve(".Work.To do/dovecot-uidlist")).exists();
    }

    @Test
    void namesMailboxesAsDovecotDidBehindAPrefix() throws IOException {
        String config = SmallConfig.in(directory, "namespace_prefix = \"INBOX.\"");
        assertThat(CommandRun.of("export", "anna", "-c", config).out())
                .containsPattern("modseq [0-9]+ INBOX\n")
                .containsPattern("modseq [0-9]+ 'INBOX.Work.To do'\n");
    }

    @Test
    void tellsScriptsToo() throws IOException {
        String config = SmallConfig.in(directory, "");
        CommandRun run = CommandRun.of("export", "anna", "-c", config, "--json");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith(
                        "{\"user\":\"anna\",\"maildir\":\""
                                + account.maildir()
                                + "\",\"mailboxes\":[")
                .contains(
                        "{\"name\":\"INBOX\",\"uses\":[],\"commands\":[[\"doveadm\",\"mailbox\",",
                        "\"uses\":[\"\\\\Archive\"]");
    }

    @Test
    void givesBackTheMailOfAllAndTellsOfEach() throws IOException {
        String config = SmallConfig.in(directory, "");
        Files.writeString(
                directory.resolve("users"),
                "bert:{PLAIN}secret\ncarl:{PLAIN}secret\nanna:{PLAIN}secret\n");
        Path bert = directory.resolve("bert/Maildir");
        try (MailStore store = MailStore.builder().build();
                Account _ = store.open(new AccountLocation(bert))) {
            CommandRun run = CommandRun.of("export", "--all", "-c", config);
            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err())
                    .isEqualTo(
                            """
                            bert: %1$s/bert/Maildir is in use by a running server: stop it first
                            carl: there is no mail in %1$s/carl/Maildir
                            anna: 2 mailboxes are Dovecot's now
                            """
                                    .formatted(directory));
            assertThat(run.out())
                    .contains("doveadm mailbox update -u anna")
                    .doesNotContain("-u bert", "-u carl");
        }
        assertThat(directory.resolve("carl")).doesNotExist();
        assertThat(bert.resolve("dovecot-uidlist")).doesNotExist();
        CommandRun again = CommandRun.of("export", "--all", "--json", "-c", config);
        assertThat(again.exitCode()).isZero();
        assertThat(again.out())
                .startsWith("[{\"user\":\"bert\",")
                .contains("{\"user\":\"anna\",")
                .hasLineCount(1);
        assertThat(bert.resolve("dovecot-uidlist")).exists();
    }

    @Test
    void refusesAnAccountThatIsOpen() throws IOException {
        String config = SmallConfig.in(directory, "");
        try (MailStore store = MailStore.builder().build();
                Account _ = store.open(account)) {
            assertThat(CommandRun.of("export", "anna", "-c", config))
                    .isEqualTo(
                            new CommandRun(
                                    1,
                                    "",
                                    "rookery: %s is in use by a running server: stop it first\n"
                                            .formatted(account.maildir())));
        }
        assertThat(account.maildir().resolve("dovecot-uidlist")).doesNotExist();
    }

    @Test
    void wantsAUserThereIs() throws IOException {
        String config = SmallConfig.in(directory, "");
        assertThat(CommandRun.of("export", "bert", "-c", config))
                .isEqualTo(new CommandRun(1, "", "rookery: there is no user bert\n"));
        assertThat(CommandRun.of("export").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("export", "anna", "--all", "-c", config).exitCode()).isEqualTo(2);
        Files.writeString(directory.resolve("users"), "bert:{PLAIN}secret\n");
        assertThat(CommandRun.of("export", "bert", "-c", config).exitCode()).isEqualTo(1);
        assertThat(directory.resolve("bert")).doesNotExist();
    }

    @Test
    void helps() {
        CommandRun help = CommandRun.of("export", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("USER", "--all", "back to Dovecot", "stop the server", "Exit codes:");
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.DoveadmCommand;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderExportTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final KeywordTable WORK = KeywordTable.EMPTY.with("Work", "");

    @TempDir Path home;
    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(home);
    }

    @Test
    void writesListAndLetters() throws IOException {
        folder.with("dovecot-uidlist", "old").with("dovecot.index.log", "old");

        export(WORK, 9, UidListEntry.of(new Uid(1), "a"), UidListEntry.of(new Uid(8), "b"));

        assertThat(folder.text("dovecot-uidlist")).isEqualTo("3 V7 N9\n1 :a\n8 :b\n");
        assertThat(folder.text("dovecot-keywords")).isEqualTo("0 Work\n");
        assertThat(folder.files())
                .containsExactly(
                        "dovecot-keywords",
                        "dovecot-uidlist",
                        "rookery.imported.dovecot.index.log.1700000000");
    }

    @Test
    void writesNoLettersWhereThereAreNone() throws IOException {
        export(KeywordTable.EMPTY, 1);

        assertThat(folder.files()).containsExactly("dovecot-uidlist");
    }

    @Test
    void makesTheTimeOfTheLettersGrow() throws IOException {
        Path file = home.resolve("dovecot-keywords");
        export(WORK, 1);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(NOW));
        export(WORK, 1);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.from(NOW.plusSeconds(1)));
    }

    @Test
    void leavesTheOldListWhereTheNewOneIsImpossible() throws IOException {
        folder.with("dovecot-uidlist", "old");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> export(WORK, 9, UidListEntry.of(new Uid(9), "a")));
        assertThat(folder.text("dovecot-uidlist")).isEqualTo("old");
        assertThat(folder.files()).containsExactly("dovecot-keywords", "dovecot-uidlist");
    }

    @Test
    void tellsTheCommandThatRaisesModSeqs() {
        MailboxName mailbox = MailboxName.parse("A/it's Q&A", '/');

        assertThat(
                        DoveadmCommand.minHighestModSeq(
                                "anna@example.org", mailbox, '.', new ModSeq(17)))
                .hasToString(
                        "doveadm mailbox update -u anna@example.org --min-highest-modseq 17"
                                + " 'A.it'\\''s Q&A'");
    }

    @Test
    void tellsTheCommandsThatGiveKeywordsWithoutALetter() {
        UidSet uids = UidSet.of(new Uid(1), new Uid(2), new Uid(3), new Uid(7), new Uid(9));

        assertThat(DoveadmCommand.addKeyword("anna", MailboxName.INBOX, '.', "$Late", uids))
                .extracting(DoveadmCommand::toString)
                .containsExactly("doveadm flags add -u anna '$Late' mailbox INBOX uid 1:3,7,9");
        assertThat(DoveadmCommand.addKeyword("anna", MailboxName.INBOX, '.', "x", UidSet.EMPTY))
                .isEmpty();
    }

    @Test
    void spreadsManyMessagesOverSeveralCommands() {
        UidSet.Builder odd = UidSet.builder();
        for (long uid = 1; uid < 20_000; uid += 2) {
            odd.add(new Uid(uid));
        }
        List<DoveadmCommand> commands =
                DoveadmCommand.addKeyword("anna", MailboxName.INBOX, '.', "x", odd.build());

        assertThat(commands).hasSizeGreaterThan(1);
        assertThat(commands).allMatch(it -> it.words().getLast().length() < 9_000);
        assertThat(commands.stream().map(it -> it.words().getLast()).collect(joining(",")))
                .isEqualTo(
                        LongStream.range(0, 10_000)
                                .mapToObj(i -> "" + (2 * i + 1))
                                .collect(joining(",")));
    }

    private void export(KeywordTable letters, long nextUid, UidListEntry... messages)
            throws IOException {
        try (Directory directory = folder.open()) {
            new FolderExport(
                            new UidValidity(7),
                            new Uid(nextUid),
                            Optional.empty(),
                            letters,
                            FormerList.NONE)
                    .write(
                            directory,
                            out -> {
                                for (UidListEntry each : messages) {
                                    out.message(each);
                                }
                            },
                            NOW,
                            Optional.empty());
        }
    }
}

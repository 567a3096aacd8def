// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.DoveadmCommand;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.migrate.FolderExport;
import dev.rookery.maildir.internal.migrate.FormerList;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import dev.rookery.maildir.internal.migrate.MailboxGuid;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.migrate.UidListEntry;
import dev.rookery.maildir.internal.migrate.UidValidityFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Writes what Dovecot is to read, and asks Dovecot what it read.
@NeedsDovecot
class DovecotExportTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final UidValidity UIDVALIDITY = new UidValidity(1_700_000_001);
    private static final MailboxGuid GUID = new MailboxGuid("0123456789abcdef0123456789abcdef");
    private static final ModSeq HIGHEST = new ModSeq((1_795_000_000L << 20) + 17);
    private static final MailboxName FOLDER = MailboxName.parse("A/Bü", '/');

    private final MailFacts facts = new MailFacts();
    private RealDovecot dovecot;
    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        dovecot = new RealDovecot("", '.');
        folder = dovecot.mail().resolve(Layout.STANDARD.pathOf(FOLDER).toString());
        for (String part : List.of("cur", "new", "tmp")) {
            Files.createDirectories(folder.resolve(part));
        }
        Files.createFile(folder.resolve("maildirfolder"));
    }

    @AfterEach
    void removeAll() throws IOException {
        dovecot.close();
    }

    @Test
    void keepsUidsFlagsAndKeywords() throws Exception {
        KeywordTable letters =
                KeywordTable.EMPTY.with("$Forwarded", "").with("Work", "bc").with("x", "");
        export(letters, 4_000_000_000L, messages());
        String written = text("dovecot-uidlist");
        facts.folder(FOLDER, UIDVALIDITY.value(), 4_000_000_000L);

        assertFolder();
        assertThat(text("dovecot-uidlist")).isEqualTo(written);
        assertThat(text("dovecot-keywords"))
                .isEqualTo("0 $Forwarded\n1 x\n3 Work\n25 unknown-25\n");
        assertThat(status("guid")).isEqualTo(GUID.hex());
        dovecot.assertContent();
    }

    @Test
    void goesOnWithTheNextUid() throws Exception {
        export(KeywordTable.EMPTY, 1_000, List.of());
        dovecot.doveadm("save", "-m", dovecot.name(FOLDER));

        assertThat(status("uidnext")).isEqualTo("1001");
        dovecot.assertContent();
    }

    @Test
    void countsUidValidityOn() throws Exception {
        try (Directory root = open(dovecot.mail())) {
            UidValidityFile.write(root, UIDVALIDITY, Optional.empty());
        }
        dovecot.doveadm("mailbox", "create", "New");

        String status = dovecot.doveadm("mailbox", "status", "uidvalidity", "New");
        assertThat(status).contains("uidvalidity=" + (UIDVALIDITY.value() + 1));
        dovecot.assertContent();
    }

    @Test
    void countsModSeqsOn() throws Exception {
        export(KeywordTable.EMPTY, 4_000_000_000L, messages());
        run(DoveadmCommand.minHighestModSeq("anna", FOLDER, '.', HIGHEST));

        assertThat(Long.parseLong(status("highestmodseq"))).isGreaterThanOrEqualTo(HIGHEST.value());
        dovecot.doveadm("flags", "add", "\\Flagged", "mailbox", dovecot.name(FOLDER), "uid", "1");
        assertThat(Long.parseLong(status("highestmodseq"))).isGreaterThan(HIGHEST.value());
        dovecot.assertContent();
    }

    @Test
    void givesKeywordsThatHaveNoLetter() throws Exception {
        export(KeywordTable.EMPTY, 4_000_000_000L, messages());
        UidSet messages = UidSet.of(new Uid(1), new Uid(3_000_000_000L), new Uid(3_000_000_001L));
        for (DoveadmCommand command :
                DoveadmCommand.addKeyword("anna", FOLDER, '.', "$Late", messages)) {
            run(command);
        }

        assertThat(dovecot.facts()).filteredOn(line -> line.contains(" $late ")).hasSize(3);
        dovecot.assertContent();
    }

    @Test
    void takesOldIndexesOutOfTheWay() throws Exception {
        export(KeywordTable.EMPTY, 100, List.of());
        dovecot.doveadm("save", "-m", dovecot.name(FOLDER));
        dovecot.doveadm("mailbox", "status", "all", dovecot.name(FOLDER));
        try (Directory directory = open(folder)) {
            MoveAside.IMPORTED.perform(directory, NOW);
        }
        assertThat(folder.resolve("rookery.imported.dovecot-uidlist." + NOW.getEpochSecond()))
                .exists();
        deliver("9.M9P9.host:2,S", 500, List.of("\\Seen"));
        export(KeywordTable.EMPTY, 501, List.of(UidListEntry.of(new Uid(500), "9.M9P9.host")));

        assertThat(status("uidnext")).isEqualTo("502");
        assertThat(dovecot.facts()).containsAll(facts.lines());
        dovecot.assertContent();
    }

    /// Here is but one user, and no list of users to look up in.
    private void run(DoveadmCommand command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command.words());
        words.removeAll(List.of("doveadm", "-u", "anna"));
        dovecot.doveadm(words.toArray(String[]::new));
    }

    private List<UidListEntry> messages() throws IOException {
        deliver("1700000000.M1P1.host,S=46,W=50:2,Sa", 1, List.of("\\Seen", "$Forwarded"));
        deliver("1700000000.M2P1.host:2,FRd", 3, List.of("\\Flagged", "\\Answered", "Work"));
        deliver(
                "with space ü:2,DTbd",
                3_000_000_000L,
                List.of("\\Draft", "\\Deleted", "x", "Work"));
        deliver("1700000000.M4P1.host:2,P", 3_000_000_001L, List.of());
        // A letter without a meaning gets one from Dovecot.
        deliver("1700000000.M5P1.host:2,Sz", 3_999_999_999L, List.of("\\Seen", "unknown-25"));
        return List.of(
                UidListEntry.of(new Uid(1), "1700000000.M1P1.host,S=46,W=50"),
                UidListEntry.of(new Uid(2), "expunged.since"),
                UidListEntry.of(new Uid(3), "1700000000.M2P1.host").withSizes(46, 50),
                UidListEntry.of(new Uid(3_000_000_000L), "with space ü").withGuid("guid-of-it"),
                UidListEntry.of(new Uid(3_000_000_001L), "1700000000.M4P1.host"),
                UidListEntry.of(new Uid(3_999_999_999L), "1700000000.M5P1.host"));
    }

    private void deliver(String file, long uid, List<String> flags) throws IOException {
        String id = "<" + uid + "@ours.example>";
        Files.writeString(
                folder.resolve("cur").resolve(file),
                "Message-ID: " + id + "\nSubject: x\n\nbody\n");
        facts.message(FOLDER, uid, flags, id);
    }

    private void export(KeywordTable letters, long nextUid, List<UidListEntry> messages)
            throws IOException {
        try (Directory directory = open(folder)) {
            new FolderExport(
                            UIDVALIDITY,
                            new Uid(nextUid),
                            Optional.of(GUID),
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

    private void assertFolder() throws IOException, InterruptedException {
        List<String> ofFolder =
                dovecot.facts().stream().filter(line -> line.contains(FOLDER.toString())).toList();
        MailFacts.assertSame(ofFolder, facts.lines());
    }

    private String status(String field) throws IOException, InterruptedException {
        String line = dovecot.doveadm("mailbox", "status", field, dovecot.name(FOLDER)).strip();
        return line.substring(line.indexOf('=') + 1);
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }

    private static Directory open(Path path) throws IOException {
        return new LinuxDisk(Durability.NONE).open(path);
    }
}

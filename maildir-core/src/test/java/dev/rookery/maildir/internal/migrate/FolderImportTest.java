// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderImportTest {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    @TempDir Path home;
    private Folder folder;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void open() {
        folder = new Folder(home);
    }

    @Test
    void learnsWhatDovecotKnew() throws IOException {
        folder.with("dovecot-uidlist", "3 V7 N9 G" + "0".repeat(32) + "\n1 S5 :a\n2 :b\n")
                .with("dovecot-keywords", "0 Work\n");

        FolderImport imported = read();

        assertThat(imported.source()).isEqualTo(FolderImport.Source.DOVECOT);
        assertThat(imported.uidValidity()).contains(new UidValidity(7));
        assertThat(imported.nextUid()).isEqualTo(9);
        assertThat(imported.guid()).contains(new MailboxGuid("0".repeat(32)));
        assertThat(imported.letters().word('a')).contains("Work");
        assertThat(imported.list()).isPresent();
        assertThat(imported.damaged()).isFalse();
        assertThat(imported.remarks()).isEmpty();
        assertThat(told).containsExactly("1 a", "2 b");
    }

    @Test
    void learnsWhatCourierKnew() throws IOException {
        folder.with("courierimapuiddb", "1 7 9\n1 a\n2 b\n")
                .with("courierimapkeywords/:list", "Work\n\na:0\n");

        FolderImport imported = read();

        assertThat(imported.source()).isEqualTo(FolderImport.Source.COURIER);
        assertThat(imported.uidValidity()).contains(new UidValidity(7));
        assertThat(told).containsExactlyInAnyOrder("1 a", "2 b", "a [Work]");
    }

    @Test
    void believesDovecotMoreThanCourier() throws IOException {
        folder.with("courierimapuiddb", "1 7 9\n1 a\n")
                .with("courierimapkeywords/:list", "Work\n\na:0\n")
                .with("dovecot-uidlist", "3 V8 N9\n5 :a\n");

        assertThat(read().uidValidity()).contains(new UidValidity(8));
        assertThat(told).containsExactly("5 a");
    }

    @Test
    void keepsNoUidsOfAListWithoutUidValidity() throws IOException {
        folder.with("courierimapuiddb", "1 7 9\n1 a\n").with("dovecot-uidlist", "3 N9\n5 :a\n");

        FolderImport imported = read();

        assertThat(imported.source()).isEqualTo(FolderImport.Source.DOVECOT);
        assertThat(imported.uidValidity()).isEmpty();
        assertThat(imported.damaged()).isTrue();
        assertThat(imported.remarks())
                .containsExactly("dovecot-uidlist: line 1: the first line is incomplete");
        assertThat(told).isEmpty();
    }

    @Test
    void reportsTheFirstFewOfManyDamages() throws IOException {
        folder.with("dovecot-uidlist", "3 V7 N9\n" + "x\n".repeat(100) + "5 :a\n");

        FolderImport imported = read();

        assertThat(told).containsExactly("5 a");
        assertThat(imported.nextUid()).isEqualTo(9 + UidListReader.BURNT_BY_DAMAGE);
        assertThat(imported.remarks())
                .hasSize(11)
                .startsWith("dovecot-uidlist: line 2: no UID")
                .endsWith("dovecot-uidlist: and 90 more");
    }

    @Test
    void learnsLettersEvenWhereNobodyCounted() throws IOException {
        folder.with("dovecot-keywords", "1 x\n");

        FolderImport imported = read();

        assertThat(imported.source()).isEqualTo(FolderImport.Source.NOBODY);
        assertThat(imported.nextUid()).isEqualTo(1);
        assertThat(imported.letters().word('b')).contains("x");
    }

    @Test
    void seesThatDovecotIsAtWork() throws IOException {
        folder.with("dovecot-uidlist.lock", "");
        Path lock = home.resolve("dovecot-uidlist.lock");
        try (Directory directory = folder.open()) {
            Files.setLastModifiedTime(lock, FileTime.from(NOW.minusSeconds(119)));
            assertThat(FolderImport.isInUse(directory, NOW)).isTrue();
            Files.setLastModifiedTime(lock, FileTime.from(NOW.minusSeconds(120)));
            assertThat(FolderImport.isInUse(directory, NOW)).isFalse();
            Files.delete(lock);
            assertThat(FolderImport.isInUse(directory, NOW)).isFalse();
        }
    }

    @Test
    void startsModSeqsAboveDovecots() {
        assertThat(FolderImport.modSeqFloor(NOW))
                .isEqualTo(new ModSeq(NOW.getEpochSecond() * 1024 * 1024));
    }

    private FolderImport read() throws IOException {
        try (Directory directory = folder.open()) {
            return read(directory);
        }
    }

    private FolderImport read(Directory directory) throws IOException {
        return FolderImport.read(
                directory,
                directory,
                new FolderImport.Sink() {
                    @Override
                    public void message(UidListEntry entry) {
                        told.add(entry.uid() + " " + entry.base());
                    }

                    @Override
                    public void keywords(String base, NavigableSet<String> words) {
                        told.add(base + " " + words);
                    }
                });
    }
}

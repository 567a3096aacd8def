// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
    private static final Layout FS = new Fs(FolderSpelling.MODIFIED_UTF7);

    @TempDir Path home;
    private Directory root;

    @BeforeEach
    void open() throws IOException {
        root = new LinuxDisk(Durability.NONE).open(home);
    }

    @AfterEach
    void close() throws IOException {
        root.close();
    }

    @Test
    void findsFlatFolders() throws IOException {
        folders(".", ".Sent", ".A.B", ".Entw&APw-rfe", ".Über", "NotOne", ".Sent/.Within");
        Files.createDirectories(home.resolve(".no-cur/new"));
        Files.createFile(home.resolve(".file"));
        Files.createSymbolicLink(home.resolve(".link"), home.resolve(".Sent"));

        FoundFolders found = discover(Layout.STANDARD);

        assertThat(folders(found))
                .containsExactly("A/B=.A.B", "Entwürfe=.Entw&APw-rfe", "Sent=.Sent", "Über=.Über");
        assertThat(found.others()).isEmpty();
    }

    @Test
    void findsNestedFolders() throws IOException {
        folders(
                ".",
                "A",
                "A/B",
                "only/leads/here",
                "INBOX/x",
                "a.b",
                "A/B/cur/not",
                "rookery.search");
        Files.createSymbolicLink(home.resolve("link"), home.resolve("A"));
        Files.createSymbolicLink(home.resolve("A/loop"), home);

        FoundFolders found = discover(FS);

        assertThat(folders(found))
                .containsExactly(
                        "A=A",
                        "A/B=A/B",
                        "INBOX/x=INBOX/x",
                        "a.b=a.b",
                        "only/leads/here=only/leads/here");
        assertThat(found.others()).isEmpty();
    }

    @Test
    void takesOneOfSeveralDirectoriesForAMailboxAndReportsTheOthers() throws IOException {
        folders(".Ä", ".&AMQ-", ".inbox.A", ".Inbox.A");

        FoundFolders found = discover(Layout.STANDARD);

        assertThat(folders(found)).containsExactly("INBOX/A=.Inbox.A", "Ä=.&AMQ-");
        assertThat(others(found))
                .containsExactly(
                        ".inbox.A " + FoundFolders.Reason.TWIN, ".Ä " + FoundFolders.Reason.TWIN);
    }

    @Test
    void reportsDirectoriesThatAreNobodysMailbox() throws IOException {
        folders("..A", ".A..B", ".INBOX", "..rookery-removed.7", "..DOVECOT-TRASHED", ".A\nB");

        FoundFolders found = discover(Layout.STANDARD);

        assertThat(found.folders()).isEmpty();
        assertThat(found.others())
                .extracting(FoundFolders.Other::path)
                .containsExactly("..A", ".A\nB", ".A..B", ".INBOX");
        assertThat(found.others())
                .extracting(FoundFolders.Other::reason)
                .containsOnly(FoundFolders.Reason.NO_NAME);
    }

    @Test
    void reportsFoldersThatLieTooDeep() throws IOException {
        folders("1/2/3/4/5/6/7/8/9/10", "1/2/3/4/5/6/7/8/9/10/11", "1/2/3/4/5/6/7/8/9/10/11/12");

        FoundFolders found = discover(FS);

        assertThat(folders(found)).containsExactly("1/2/3/4/5/6/7/8/9/10=1/2/3/4/5/6/7/8/9/10");
        assertThat(others(found))
                .containsExactly("1/2/3/4/5/6/7/8/9/10/11 " + FoundFolders.Reason.TOO_DEEP);
    }

    @Test
    void makesWhatIsMissingAbove() throws IOException {
        FolderTree tree = new FolderTree(root, FS);
        FolderPath path = FolderPath.of("A", "B", "C");

        assertThat(tree.isThere(path)).isFalse();
        tree.atMade(
                        path,
                        Optional.empty(),
                        (in, name) -> in.createDirectory(name, Optional.empty()))
                .close();
        assertThat(tree.isThere(path)).isTrue();
        tree.open(path).close();
        assertThatIllegalArgumentException().isThrownBy(() -> tree.open(FolderPath.ROOT));
    }

    @Test
    void movesADirectoryWithAllItHolds() throws IOException {
        folders("A", "A/B");
        FolderTree tree = new FolderTree(root, FS);

        tree.rename(FolderPath.of("A"), FolderPath.of("X", "Y"), Optional.empty());

        assertThat(folders(discover(FS))).containsExactly("X/Y=X/Y", "X/Y/B=X/Y/B");
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() ->
                        tree.rename(FolderPath.of("A"), FolderPath.of("Z", "A"), Optional.empty()));
        assertThat(home.resolve("Z")).doesNotExist();
        folders("A");
        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() ->
                        tree.rename(FolderPath.of("A"), FolderPath.of("X"), Optional.empty()));
    }

    @Test
    void setsAFolderAsideAndLeavesThoseInIt() throws IOException {
        folders("A", "A/B");
        Files.createFile(home.resolve("A/dovecot-uidlist"));
        FolderTree tree = new FolderTree(root, FS);

        tree.setAside(FolderPath.of("A"), "..gone", Optional.empty());
        assertThat(folders(discover(FS))).containsExactly("A/B=A/B");
        assertThat(home.resolve("..gone/cur")).isDirectory();
        assertThat(home.resolve("..gone/dovecot-uidlist")).exists();

        tree.putBack(FolderPath.of("A"), "..gone", Optional.empty());
        tree.putBack(FolderPath.of("A"), "..gone", Optional.empty());
        assertThat(folders(discover(FS))).containsExactly("A=A", "A/B=A/B");
        assertThat(home.resolve("A/dovecot-uidlist")).exists();
        assertThat(home.resolve("..gone")).doesNotExist();
    }

    @Test
    void setsAWholeDirectoryAside() throws IOException {
        folders("A/B", ".A", ".A.B");
        for (Layout layout : List.of(FS, Layout.STANDARD)) {
            FolderTree tree = new FolderTree(root, layout);
            FolderPath path = layout.pathOf(MailboxName.parse(layout.nests() ? "A/B" : "A", '/'));

            tree.setAside(path, "..gone", Optional.empty());
            assertThat(tree.isThere(path)).isFalse();
            assertThat(home.resolve("..gone/cur")).isDirectory();
            assertThat(home.resolve(".A.B")).isDirectory();
            tree.putBack(path, "..gone", Optional.empty());
            assertThat(tree.isThere(path)).isTrue();
        }
    }

    @Test
    void readsPathsItWrote() {
        assertThat(FolderPath.parse("")).contains(FolderPath.ROOT);
        assertThat(FolderPath.parse("A/B")).contains(FolderPath.of("A", "B"));
        assertThat(FolderPath.of("A").resolve("B").parent()).isEqualTo(FolderPath.of("A"));
        for (String none : List.of("/", "A/", "A//B", ".", "A/..", "A/\0")) {
            assertThat(FolderPath.parse(none)).isEmpty();
        }
    }

    private FoundFolders discover(Layout layout) throws IOException {
        return new FolderTree(root, layout).discover();
    }

    private void folders(String... paths) throws IOException {
        for (String path : paths) {
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectories(home.resolve(path).resolve(part));
            }
        }
    }

    private static List<String> folders(FoundFolders found) {
        return found.folders().stream().map(it -> it.name() + "=" + it.path()).toList();
    }

    private static List<String> others(FoundFolders found) {
        return found.others().stream().map(it -> it.path() + " " + it.reason()).toList();
    }
}

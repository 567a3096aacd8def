// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FsTest {
    private static final Layout FS = new Fs(FolderSpelling.MODIFIED_UTF7);

    @ParameterizedTest
    @CsvSource({
        "A|B, A/B",
        "Entwürfe|2026, Entw&APw-rfe/2026",
        "a.b|.hidden, a.b/.hidden",
        "INBOX|Sub, INBOX/Sub",
        "A|INBOX, A/INBOX",
        "dovecot, dovecot",
    })
    void carriesANameBothWays(String name, String path) {
        assertThat(FS.pathOf(mailbox(name)).toString()).isEqualTo(path);
        assertThat(FS.mailboxIn(path(path))).contains(mailbox(name));
    }

    @Test
    void putsInboxAtTheRoot() {
        assertThat(FS.pathOf(MailboxName.INBOX)).isEqualTo(FolderPath.ROOT);
        assertThat(FS.mailboxIn(FolderPath.ROOT)).isEmpty();
        assertThat(FS.mailboxIn(path("INBOX"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Ä/&AMQ-, Ä|Ä", "inbox/A, INBOX|A", "subscriptions, subscriptions"})
    void readsDirectoriesItWouldNotWrite(String path, String name) {
        assertThat(FS.mailboxIn(path(path))).contains(mailbox(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cur",
                "A/tmp",
                "new/A",
                "..A",
                "..rookery-removed.7",
                "rookery.search",
                "A\nB"
            })
    void takesNothingElseForAFolder(String path) {
        assertThat(FS.mailboxIn(path(path))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cur",
                "A|new",
                "tmp|A",
                ".",
                "..",
                "A|..",
                "..A",
                "a/b",
                "rookery.x",
                "dovecot-uidlist",
                "dovecot.index",
                "subscriptions",
                "maildirsize"
            })
    void refusesNamesThatClashWithFiles(String name) {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> FS.pathOf(mailbox(name)));
    }

    @Test
    void limitsEachLevelOnly() {
        MailboxName longName = mailbox("a".repeat(200) + "|" + "b".repeat(200));

        assertThat(FS.pathOf(longName).steps()).hasSize(2);
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> FS.pathOf(mailbox("A|" + "b".repeat(201))));
    }

    private static FolderPath path(String text) {
        return FolderPath.parse(text).orElseThrow();
    }

    private static MailboxName mailbox(String name) {
        return new MailboxName(List.of(name.split("\\|", -1)));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirPlusPlusTest {
    @ParameterizedTest
    @CsvSource({
        "Sent, .Sent",
        "A|B|C, .A.B.C",
        "Entwürfe|2026, .Entw&APw-rfe.2026",
        "Q&A, .Q&-A",
        "&AGE-, .&-AGE-",
        "cur, .cur",
        "'With space', '.With space'",
        "INBOX|Sub, .INBOX.Sub",
        "A|INBOX, .A.INBOX",
        "A|inbox, .A.inbox",
    })
    void carriesANameBothWays(String name, String directory) {
        assertThat(directoryOf(mailbox(name))).isEqualTo(directory);
        assertThat(mailboxIn(directory)).contains(mailbox(name));
    }

    @Test
    void putsInboxAtTheRoot() {
        assertThat(directoryOf(mailbox("inbox"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        ".Entwürfe, Entwürfe",
        ".Ü&A, Ü&A",
        ".Ü.&-, Ü|&-",
        ".Foo&bar, Foo&bar",
        ".&AGE-, &AGE-",
        ".&AAE-, &AAE-",
        ".&APw-.Foo&bar, &APw-|Foo&bar",
        ".inbox.Sub, INBOX|Sub",
    })
    void readsDirectoriesItWouldNotWrite(String directory, String name) {
        assertThat(mailboxIn(directory)).contains(mailbox(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "...",
                "..A",
                "..DOVECOT-TRASHED",
                "A",
                "cur",
                ".A.",
                ".A..B",
                ".INBOX",
                ".inbox",
                ".A\nB",
                ".A/B",
                "./",
                ".a.b.c.d.e.f.g.h.i.j.k"
            })
    void takesNothingElseForAFolder(String directory) {
        assertThat(mailboxIn(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "A|b.c", ".", "..", "..|x", "a/b", "../../etc", "A|/", ".A"})
    void refusesNamesThatNoDirectoryCanCarry(String name) {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> directoryOf(mailbox(name)));
    }

    @Test
    void limitsTheEncodedLengthOfTheWholeName() {
        assertThat(directoryOf(mailbox("a".repeat(199)))).hasSize(200);
        assertThat(directoryOf(mailbox("a".repeat(99) + "|" + "b".repeat(99)))).hasSize(200);
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> directoryOf(mailbox("a".repeat(200))));
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> directoryOf(mailbox("日".repeat(75))));
    }

    @Test
    void hasNoNamesWithHalfASurrogatePair() {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> mailbox("a\uD83D"));
    }

    private static String directoryOf(MailboxName name) {
        return Layout.STANDARD.pathOf(name).toString();
    }

    private static Optional<MailboxName> mailboxIn(String directory) {
        return FolderPath.parse(directory).flatMap(Layout.STANDARD::mailboxIn);
    }

    private static MailboxName mailbox(String name) {
        return new MailboxName(List.of(name.split("\\|", -1)));
    }
}

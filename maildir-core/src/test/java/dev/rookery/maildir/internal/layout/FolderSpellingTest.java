// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderSpellingTest {
    private static final Layout UTF7 = Layout.STANDARD;
    private static final Layout UTF8 = new MaildirPlusPlus(FolderSpelling.UTF8);

    @ParameterizedTest
    @CsvSource({
        "Entwürfe|Q&A, .Entwürfe.Q&A",
        "plain, .plain",
        "&AMQ-, .&-AMQ-",
    })
    void writesUtf8(String name, String directory) {
        assertThat(UTF8.pathOf(mailbox(name)).toString()).isEqualTo(directory);
        assertThat(UTF8.mailboxIn(FolderPath.of(directory))).contains(mailbox(name));
    }

    /// Courier writes a control character or one of ./~:\\ as a backslash and three octal digits.
    @ParameterizedTest
    @CsvSource({
        ".a\\176b, a~b",
        ".a\\072b.ü\\134, a:b|ü\\",
        ".a\\056b, a\\056b",
        ".a\\057b, a\\057b",
        ".a\\001b, a\\001b",
        ".a\\101b, a\\101b",
        ".a\\07, a\\07",
        ".a\\, a\\",
        ".a\\176b\\x, a\\176b\\x",
        ".&APw-\\176, ü\\176",
    })
    void readsCouriersEscapes(String directory, String name) {
        assertThat(UTF7.mailboxIn(FolderPath.of(directory))).contains(mailbox(name));
    }

    @Test
    void writesNoNameThatWouldBeReadAsAnother() {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> UTF7.pathOf(mailbox("a\\176b")));
        assertThat(UTF7.pathOf(mailbox("a\\b")).toString()).isEqualTo(".a\\b");
    }

    @Test
    void readsEachNameItWrites() {
        Random random = new Random(8);
        String alphabet = "aZ9&-,+ .~:\\\\\\1705/äß日\uD83D\uDE00";
        int[] letters = alphabet.codePoints().toArray();
        List<Layout> layouts =
                List.of(
                        UTF7,
                        UTF8,
                        new Fs(FolderSpelling.UTF8),
                        new Fs(FolderSpelling.MODIFIED_UTF7));
        int carried = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(9) + 1; n > 0; n--) {
                name.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            MailboxName mailbox = new MailboxName(List.of(name.toString()));
            Layout layout = layouts.get(i % layouts.size());
            Optional<FolderPath> path = path(layout, mailbox);
            carried += path.isPresent() ? 1 : 0;
            path.ifPresent(it -> assertThat(layout.mailboxIn(it)).contains(mailbox));
        }
        assertThat(carried).isGreaterThan(10_000);
    }

    private static Optional<FolderPath> path(Layout layout, MailboxName name) {
        try {
            return Optional.of(layout.pathOf(name));
        } catch (InvalidMailboxNameException refused) {
            return Optional.empty();
        }
    }

    private static MailboxName mailbox(String name) {
        return new MailboxName(List.of(name.split("\\|", -1)));
    }
}

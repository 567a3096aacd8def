// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.layout.FolderSpelling;
import dev.rookery.maildir.internal.layout.Fs;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads what Dovecot wrote, and compares with what Dovecot reads.
@NeedsDovecot
class DovecotImportTest {
    @Test
    void readsTenThousandMessages() throws Exception {
        compare("", '.', Layout.STANDARD, 10_000);
    }

    @Test
    void readsWhateverSeparatorClientsSee() throws Exception {
        compare("", '/', Layout.STANDARD, 200);
    }

    @Test
    void readsTheFsLayout() throws Exception {
        compare(":LAYOUT=fs", '/', new Fs(FolderSpelling.MODIFIED_UTF7), 200);
    }

    @Test
    void readsFoldersNamedInUtf8() throws Exception {
        compare(":UTF-8", '.', new MaildirPlusPlus(FolderSpelling.UTF8), 200);
    }

    /// Old, but nothing that Dovecot complains of.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 700000001 9\n1 a\n3 b\n8 c\n",
                "3 N9 Pfoo V1700000001\n1 S26 :a:2,S\n3   W28 :b\n8 P1 O2 Gx :c\n",
                "3 V1700000001 N2\n1 :a\n3 :b\n8 :c\n7000 :expunged\n",
                "3 V1700000001 N9\r\n1 :a\r\n3 :b\r\n8 :c\r\n",
            })
    void readsOldLists(String list) throws Exception {
        try (RealDovecot dovecot = new RealDovecot("", '.')) {
            for (String part : List.of("cur", "new", "tmp")) {
                Files.createDirectory(dovecot.mail().resolve(part));
            }
            for (String file : List.of("a:2,S", "b:2,", "c:2,Fa")) {
                Files.writeString(
                        dovecot.mail().resolve("cur").resolve(file),
                        "Message-ID: <" + file + ">\n\nbody\n");
            }
            Files.writeString(dovecot.mail().resolve("dovecot-keywords"), "no number\n0 Work\n");
            Files.writeString(dovecot.mail().resolve("subscriptions"), "INBOX\nA.b\n");
            Files.writeString(dovecot.mail().resolve("dovecot-uidlist"), list);

            List<String> read = FilesRead.facts(dovecot.mail(), Layout.STANDARD);
            MailFacts.assertSame(read, dovecot.facts());
            dovecot.assertContent();
        }
    }

    /// Where Dovecot would throw the list away and count from 1 again.
    @Test
    void keepsTheUidsOfADamagedList() throws Exception {
        try (RealDovecot dovecot = new RealDovecot("", '.')) {
            DovecotMail.make(dovecot, 200, 20261125);
            List<String> before = new ArrayList<>(dovecot.facts());
            Path list = dovecot.mail().resolve("dovecot-uidlist");
            List<String> lines = new ArrayList<>(Files.readAllLines(list));
            lines.set(40, "torn" + lines.get(40));
            Files.write(list, lines);

            List<String> after = new ArrayList<>(FilesRead.facts(dovecot.mail(), Layout.STANDARD));
            before.removeIf(line -> line.startsWith("folder INBOX "));
            assertThat(after).filteredOn(line -> line.contains(" ? ")).hasSize(1);
            after.removeIf(line -> line.contains(" ? ") || line.startsWith("folder INBOX "));
            before.removeAll(after);
            assertThat(before).hasSize(1);
        }
    }

    private static void compare(String location, char separator, Layout layout, int messages)
            throws IOException, InterruptedException {
        try (RealDovecot dovecot = new RealDovecot(location, separator)) {
            DovecotMail.make(dovecot, messages, 20261125);

            List<String> facts = dovecot.facts();
            assertThat(facts.size()).isGreaterThan(messages * 9 / 10);
            MailFacts.assertSame(
                    DovecotMail.withoutWordsBeyondLetters(FilesRead.facts(dovecot.mail(), layout)),
                    DovecotMail.withoutWordsBeyondLetters(facts));
            dovecot.assertContent();
        }
    }
}

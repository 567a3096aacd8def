// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.layout.FolderSpelling;
import dev.rookery.maildir.internal.layout.Fs;
import dev.rookery.maildir.internal.layout.Layout;
import dev.rookery.maildir.internal.layout.MaildirPlusPlus;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Reads what Dovecot wrote, and compares with what Dovecot reads.
@NeedsDovecot
class DovecotImportTest {
    /// Words of one folder that have no letter, and are in Dovecot's index only.
    private static final Pattern WITHOUT_LETTER =
            Pattern.compile("(?<=^message Many keywords .{0,200}) (word|\\$label)\\d+(?= )");

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

    private static void compare(String location, char separator, Layout layout, int messages)
            throws IOException, InterruptedException {
        try (RealDovecot dovecot = new RealDovecot(location, separator)) {
            DovecotMail.make(dovecot, messages, 20261125);

            List<String> facts = dovecot.facts();
            assertThat(facts.size()).isGreaterThan(messages * 9 / 10);
            MailFacts.assertSame(
                    withoutMany(FilesRead.facts(dovecot.mail(), layout)), withoutMany(facts));
            dovecot.assertContent();
        }
    }

    /// Leaves out the keywords of the folder that has too many.
    private static List<String> withoutMany(List<String> facts) {
        return facts.stream()
                .map(line -> WITHOUT_LETTER.matcher(line).replaceAll(""))
                .sorted()
                .toList();
    }
}

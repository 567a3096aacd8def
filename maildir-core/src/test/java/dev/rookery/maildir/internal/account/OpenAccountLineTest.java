// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAccountLineTest {
    private static final AccountLocation ANNA =
            new AccountLocation(Path.of("/srv/vmail/anna"), Optional.of(new Owner(1000, 1000)))
                    .with(FolderLayout.MAILDIR_PLUS_PLUS, FolderNames.UTF8);

    @Test
    void looksAsDocumented() {
        assertThat(new OpenAccountLine(true, ANNA).text())
                .isEqualTo("+ 24ceb61e 1000:1000 MAILDIR_PLUS_PLUS UTF8 /srv/vmail/anna");
        assertThat(new OpenAccountLine(false, ANNA).text())
                .isEqualTo("- be01dff0 1000:1000 MAILDIR_PLUS_PLUS UTF8 /srv/vmail/anna");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a b", "/100%25", "/tab\tline\nend", "/Entwürfe/€", "/%+-"})
    void readsWhatItWrote(String path) {
        for (Optional<Owner> owner :
                List.of(Optional.<Owner>empty(), Optional.of(new Owner(0, 65_534)))) {
            AccountLocation account =
                    new AccountLocation(Path.of(path), owner)
                            .with(FolderLayout.FS, FolderNames.MODIFIED_UTF7);
            OpenAccountLine line = new OpenAccountLine(true, account);
            assertThat(OpenAccountLine.parse(line.text())).contains(line);
            assertThat(line.text()).matches("[!-~ ]+");
        }
    }

    @Test
    void knowsDamage() {
        String line = new OpenAccountLine(true, ANNA).text();
        for (int i = 0; i < line.length(); i++) {
            char other = line.charAt(i) == 'x' ? 'y' : 'x';
            String damaged = line.substring(0, i) + other + line.substring(i + 1);
            assertThat(OpenAccountLine.parse(damaged)).as(damaged).isEmpty();
            assertThat(OpenAccountLine.parse(line.substring(0, i))).isEmpty();
        }
        assertThat(OpenAccountLine.parse(line + " ")).isEmpty();
        assertThat(OpenAccountLine.parse("")).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailFilesTest {
    @TempDir private Path maildir;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectory(maildir.resolve("cur"));
        Files.createDirectory(maildir.resolve("new"));
        Files.createFile(maildir.resolve("cur/1.S.host,S=4:2,S"));
        Files.createFile(maildir.resolve("cur/2.S.host,S=4:2,F"));
        Files.createFile(maildir.resolve("new/3.S.host,S=4"));
    }

    @Test
    void countsWhatIsNewAsWell() throws IOException {
        assertThat(MailFiles.holds(Optional.of(maildir), 3)).isTrue();
        assertThat(MailFiles.holds(Optional.of(maildir), 2)).isFalse();
    }

    @Test
    void looksForFlagsBehindTheNameOnly() throws IOException {
        assertThat(MailFiles.show(Optional.of(maildir), 'S', 1)).isTrue();
        assertThat(MailFiles.show(Optional.of(maildir), 'D', 0)).isTrue();
    }

    @Test
    void asksNothingOfWhatIsNoMaildir() throws IOException {
        assertThat(MailFiles.holds(Optional.empty(), 7)).isTrue();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirFileTest {
    @TempDir private Path maildir;

    @Test
    void addsAFlagInItsPlace() {
        Path file = maildir.resolve("1.a.host,S=3:2,RSab");
        assertThat(MaildirFile.with("F", file).getFileName()).hasToString("1.a.host,S=3:2,FRSab");
    }

    @Test
    void findsAFileWithoutTheFlag() throws IOException {
        Files.createDirectory(maildir.resolve("cur"));
        Files.createFile(maildir.resolve("cur/1.a:2,FS"));
        Path other = Files.createFile(maildir.resolve("cur/2.F:2,S"));
        assertThat(MaildirFile.without("F", maildir)).isEqualTo(other);
    }
}

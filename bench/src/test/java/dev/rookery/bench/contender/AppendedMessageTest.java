// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendedMessageTest {
    @TempDir Path maildir;

    @Test
    void hasTheFlagsAndKeywordsOfItsName() throws IOException {
        Files.writeString(maildir.resolve("dovecot-keywords"), "0 $Forwarded\n1 Work\n");
        assertThat(message("1.x:2,FSb", "").arguments()).startsWith("(\\Flagged \\Seen Work) ");
    }

    @Test
    void hasNoFlagsWithoutLetters() throws IOException {
        assertThat(message("1.x:2,", "").arguments()).startsWith("() ");
    }

    @Test
    void refusesAKeywordThatHasNoName() {
        assertThatThrownBy(() -> message("1.x:2,Sc", "")).hasMessageContaining("letter c");
    }

    @Test
    void isDatedAsItsFile() throws IOException {
        assertThat(message("1.x:2,S", "").arguments()).endsWith(" \"05-Feb-2025 04:03:02 +0000\"");
    }

    @Test
    void endsEachLineWithCrlf() throws IOException {
        assertThat(sent("\nA: b\n\nc\r\n\r\nd\n")).isEqualTo("\r\nA: b\r\n\r\nc\r\n\r\nd\r\n");
        assertThat(sent("A: b")).isEqualTo("A: b");
        assertThat(sent("")).isEmpty();
    }

    private String sent(String stored) throws IOException {
        return new String(message("1.x:2,S", stored).content(), StandardCharsets.US_ASCII);
    }

    private AppendedMessage message(String name, String stored) throws IOException {
        Path file = Files.writeString(maildir.resolve(name), stored);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2025-02-05T04:03:02Z")));
        return AppendedMessage.read(file, MaildirKeywords.of(maildir));
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deliveries that nobody finished go after 36 hours, and not before.
class OldDraftsTest {
    private static final Duration LIMIT = Duration.ofHours(36);

    @TempDir private Path home;

    private Path draft(String name) throws IOException {
        Path tmp = Files.createDirectories(home.resolve("Maildir/tmp"));
        return Files.writeString(tmp.resolve(name), "Subject: half a mess");
    }

    /// Closing waits for what opening began.
    private void openAndClose(Duration later) throws IOException {
        InstantSource clock = () -> Instant.now().plus(later);
        try (MailStore store =
                MailStore.builder()
                        .durability(Durability.NONE)
                        .clock(clock)
                        .hostName("test")
                        .build()) {
            var _ = store.open(new AccountLocation(home.resolve("Maildir")));
        }
    }

    @Test
    void goWhenTheirTimeIsOver() throws IOException {
        Path draft = draft("1.M1.host");
        Path ours = draft("rookery");
        openAndClose(LIMIT.plusMinutes(1));
        assertThat(draft).doesNotExist();
        assertThat(ours).doesNotExist();
    }

    @Test
    void stayBefore() throws IOException {
        Path draft = draft("1.M1.host");
        openAndClose(LIMIT.minusMinutes(10));
        assertThat(draft).exists();
    }

    /// Whoever delivers may set the time of the message long before the message is whole.
    @Test
    void stayIfOnlyTheMessageIsOld() throws IOException {
        Path draft = draft("1.M1.host");
        Files.setLastModifiedTime(draft, FileTime.from(Instant.EPOCH));
        openAndClose(LIMIT.minusMinutes(10));
        assertThat(draft).exists();
    }

    @Test
    void areFilesOnly() throws IOException {
        Path directory = Files.createDirectories(home.resolve("Maildir/tmp/1.M1.host"));
        Path link = Files.createSymbolicLink(home.resolve("Maildir/tmp/link"), directory);
        openAndClose(LIMIT.plusMinutes(1));
        assertThat(directory).exists();
        assertThat(Files.isSymbolicLink(link)).isTrue();
    }
}

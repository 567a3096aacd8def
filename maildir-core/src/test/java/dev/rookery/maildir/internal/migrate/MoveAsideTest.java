// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MoveAsideTest {
    private static final Instant NOW = Instant.ofEpochSecond(17);

    @TempDir Path home;
    private Folder folder;

    @BeforeEach
    void open() {
        folder = new Folder(home);
    }

    @Test
    void takesAwayWhatOthersBelieved() throws IOException {
        folder.with("dovecot-uidlist", "1")
                .with("dovecot.index", "")
                .with("dovecot.index.log.2", "")
                .with("dovecot.list.index.log", "")
                .with("courierimapuiddb", "")
                .with("courierimapkeywords/:list", "")
                .with("dovecot-keywords", "")
                .with("dovecot-acl", "")
                .with("dovecot-uidvalidity", "")
                .with("subscriptions", "");

        assertThat(move(MoveAside.IMPORTED)).hasSize(6);

        assertThat(folder.files())
                .containsExactly(
                        "dovecot-acl",
                        "dovecot-keywords",
                        "dovecot-uidvalidity",
                        "rookery.imported.courierimapkeywords.17",
                        "rookery.imported.courierimapuiddb.17",
                        "rookery.imported.dovecot-uidlist.17",
                        "rookery.imported.dovecot.index.17",
                        "rookery.imported.dovecot.index.log.2.17",
                        "rookery.imported.dovecot.list.index.log.17",
                        "subscriptions");
    }

    @Test
    void takesAwayWhatWeBelieved() throws IOException {
        folder.with("rookery.journal.3", "")
                .with("rookery.search/segments", "")
                .with("rookery.lock", "")
                .with("rookery.imported.dovecot-uidlist.9", "")
                .with("dovecot-uidlist", "");

        assertThat(move(MoveAside.RETIRED)).hasSize(2);
        assertThat(move(MoveAside.RETIRED)).isEmpty();

        assertThat(folder.files())
                .containsExactly(
                        "dovecot-uidlist",
                        "rookery.imported.dovecot-uidlist.9",
                        "rookery.lock",
                        "rookery.retired.rookery.journal.3.17",
                        "rookery.retired.rookery.search.17");
    }

    @Test
    void neverOverwritesWhatIsAside() throws IOException {
        for (int i = 0; i < 3; i++) {
            folder.with("dovecot-uidlist", "text " + i);
            move(MoveAside.IMPORTED);
        }

        assertThat(folder.text("rookery.imported.dovecot-uidlist.17")).isEqualTo("text 0");
        assertThat(folder.text("rookery.imported.dovecot-uidlist.17-3")).isEqualTo("text 2");
        assertThat(MoveAside.isAside("rookery.imported.dovecot-uidlist.17-3")).isTrue();
        assertThat(MoveAside.isAside("rookery.journal.3")).isFalse();
        try (var files = Files.list(home)) {
            assertThat(files).hasSize(3);
        }
    }

    private List<String> move(MoveAside what) throws IOException {
        try (Directory directory = folder.open()) {
            return what.perform(directory, NOW);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidValidityFileTest {
    private static final UidValidity VALUE = new UidValidity(0x6b06a2e8);

    @TempDir Path home;

    @Test
    void believesTheGreatestOfFileAndTwins() throws IOException {
        Folder root =
                new Folder(home)
                        .with("dovecot-uidvalidity", "6b06a2e1")
                        .with("dovecot-uidvalidity.6b06a2e8", "")
                        .with("dovecot-uidvalidity.6b06a2e2", "")
                        .with("dovecot-uidvalidity.tmp", "");

        assertThat(read(root)).contains(VALUE);
        assertThat(read(root.with("dovecot-uidvalidity", "6b06a2e9\n")))
                .contains(new UidValidity(0x6b06a2e9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6b06a2", "6b06a2e8ff", "xxxxxxxx", "00000000", "ffffffff"})
    void readsNothingElse(String text) throws IOException {
        assertThat(read(new Folder(home).with("dovecot-uidvalidity", text))).isEmpty();
    }

    @Test
    void writesBothAndLeavesNoOtherTwin() throws IOException {
        Folder root = new Folder(home).with("dovecot-uidvalidity.00000007", "");
        for (int i = 0; i < 2; i++) {
            try (Directory directory = root.open()) {
                UidValidityFile.write(directory, VALUE, Optional.empty());
            }
        }

        assertThat(root.files())
                .containsExactly("dovecot-uidvalidity", "dovecot-uidvalidity.6b06a2e8");
        assertThat(root.text("dovecot-uidvalidity")).isEqualTo("6b06a2e8");
        assertThat(read(root)).contains(VALUE);
    }

    private static Optional<UidValidity> read(Folder root) throws IOException {
        try (Directory directory = root.open()) {
            return UidValidityFile.read(directory);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.migrate.KeywordFile;
import dev.rookery.maildir.internal.migrate.KeywordTable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A letter for a keyword that any file name shows has its meaning on disk, where other programs
/// look for it: at every moment, also before we have been started again.
final class LetterCheck {
    private LetterCheck() {}

    static void verify(SimulatedDisk disk, Path maildir) throws IOException {
        try (Directory root = disk.open(maildir)) {
            verify(root);
            for (Directory.Entry entry : root.list()) {
                // What begins with two dots is being removed.
                if (entry.name().startsWith(".") && !entry.name().startsWith("..")) {
                    try (Directory folder = root.openDirectory(entry.name())) {
                        verify(folder);
                    }
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return;
        }
    }

    private static void verify(Directory folder) throws IOException {
        KeywordTable letters = KeywordFile.read(folder);
        for (String part : List.of("cur", "new")) {
            if (folder.stat(part).isPresent()) {
                try (Directory files = folder.openDirectory(part)) {
                    verify(files, letters);
                }
            }
        }
    }

    private static void verify(Directory files, KeywordTable letters) throws IOException {
        for (Directory.Entry entry : files.list()) {
            Optional<MessageFileName> name = MessageFileName.parse(entry.name());
            int shown = name.map(MessageFileName::letterBits).orElse(0);
            for (int letter = 0; letter < KeywordTable.LETTERS; letter++) {
                char character = (char) ('a' + letter);
                if ((shown & 1 << FlagLetters.ofKeyword(letter)) != 0) {
                    assertThat(letters.word(character))
                            .as("what '%s' means in %s", character, entry.name())
                            .isPresent();
                }
            }
        }
    }
}

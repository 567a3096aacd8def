// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/// What lies in a Maildir, as another program sees it.
final class MailFiles {
    private MailFiles() {}

    /// Whether all messages have their file; always true of what is no Maildir.
    static boolean holds(Optional<Path> maildir, long messages) throws IOException {
        return maildir.isEmpty() || count(maildir.get(), _ -> true) == messages;
    }

    /// Whether so many file names show a flag; always true of what is no Maildir.
    static boolean show(Optional<Path> maildir, char flag, long messages) throws IOException {
        return maildir.isEmpty()
                || count(maildir.get(), name -> MaildirFile.flags(name).indexOf(flag) >= 0)
                        == messages;
    }

    private static long count(Path maildir, Predicate<String> names) throws IOException {
        long count = 0;
        for (String part : new String[] {"new", "cur"}) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(maildir.resolve(part))) {
                for (Path each : files) {
                    if (names.test(each.getFileName().toString())) {
                        count++;
                    }
                }
            } catch (NoSuchFileException noMailYet) {
                return 0;
            }
        }
        return count;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;

/// A file in `cur/` and the flags in its name.
final class MaildirFile {
    private static final String INFO = ":2,";

    private MaildirFile() {}

    /// The first that has not this flag.
    static Path without(String flag, Path maildir) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(maildir.resolve("cur"), "*" + INFO + "*")) {
            for (Path each : files) {
                if (!flags(each).contains(flag)) {
                    return each;
                }
            }
        }
        throw new IOException("every message has flag " + flag + ": " + maildir);
    }

    static Path with(String flag, Path file) {
        TreeSet<Character> letters = new TreeSet<>();
        (flags(file) + flag).chars().forEach(letter -> letters.add((char) letter));
        StringBuilder name = new StringBuilder(name(file, 0, infoAt(file)));
        letters.forEach(name::append);
        return file.resolveSibling(name.toString());
    }

    /// The letters behind a name; none of a message that nobody has looked at.
    static String flags(String name) {
        int info = name.indexOf(INFO);
        return info < 0 ? "" : name.substring(info + INFO.length());
    }

    private static String flags(Path file) {
        return flags(file.getFileName().toString());
    }

    private static int infoAt(Path file) {
        return file.getFileName().toString().indexOf(INFO) + INFO.length();
    }

    private static String name(Path file, int from, int to) {
        return file.getFileName().toString().substring(from, to);
    }
}

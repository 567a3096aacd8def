// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// What a mail program does with a Maildir: it knows names and flags, no index and no lock. All of
/// it may come too late, since others rename and delete as well.
record Neighbour(Path maildir) {
    private static final String INFO = ":2,";

    /// The files of a part, `cur` or `new`.
    List<Path> files(String part) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(maildir.resolve(part))) {
            all.forEach(files::add);
        }
        return files;
    }

    List<Path> files() throws IOException {
        List<Path> files = files("new");
        files.addAll(files("cur"));
        return files;
    }

    /// Writes to `tmp/`, then renames to its place, `new/x` or `cur/x:2,S`.
    Path deliver(String place, String subject) throws IOException {
        Path draft = maildir.resolve("tmp").resolve(subject.replace(' ', '-'));
        Files.write(draft, Letter.bytes(subject));
        return Files.move(draft, maildir.resolve(place));
    }

    static String base(Path file) {
        String name = file.getFileName().toString();
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    static boolean bears(Path file, char flag) {
        String name = file.getFileName().toString();
        return name.indexOf(flag, name.indexOf(INFO) + INFO.length()) > 0;
    }

    /// Turns one flag over by renaming; nothing if the file has another name by now.
    static Optional<Path> toggle(Path file, char flag) throws IOException {
        String name = file.getFileName().toString();
        TreeSet<Character> flags = new TreeSet<>();
        for (char letter : name.substring(name.indexOf(INFO) + INFO.length()).toCharArray()) {
            flags.add(letter);
        }
        if (!flags.remove(flag)) {
            flags.add(flag);
        }
        StringBuilder renamed = new StringBuilder(base(file)).append(INFO);
        flags.forEach(renamed::append);
        return move(file, file.resolveSibling(renamed.toString()));
    }

    /// What a reader does with new mail.
    Optional<Path> see(Path file, String flags) throws IOException {
        return move(file, maildir.resolve("cur").resolve(file.getFileName() + INFO + flags));
    }

    private static Optional<Path> move(Path from, Path to) throws IOException {
        try {
            return Optional.of(Files.move(from, to));
        } catch (NoSuchFileException | FileAlreadyExistsException tooLate) {
            return Optional.empty();
        }
    }

    /// Answers the subject of what it deleted.
    static Optional<String> delete(Path file) throws IOException {
        try {
            String subject = subject(Files.readAllBytes(file));
            Files.delete(file);
            return Optional.of(subject);
        } catch (NoSuchFileException tooLate) {
            return Optional.empty();
        }
    }

    /// The subject, wherever in the header others have moved it.
    static String subject(byte[] message) {
        String text = new String(message, UTF_8);
        int from = text.indexOf("Subject: ") + "Subject: ".length();
        return text.substring(from, text.indexOf('\n', from)).strip();
    }
}

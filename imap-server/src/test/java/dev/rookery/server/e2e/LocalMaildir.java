// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// One Maildir in which a client keeps its copy of a folder.
record LocalMaildir(Path directory) {
    private static final List<String> PARTS = List.of("cur", "new");

    /// The Maildirs below a directory, by their paths relative to it.
    static SortedSet<String> below(Path directory) throws IOException {
        SortedSet<String> names = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(directory)) {
            tree.filter(path -> Files.isDirectory(path.resolve("cur")))
                    .forEach(path -> names.add(directory.relativize(path).toString()));
        }
        return names;
    }

    LocalMaildir create() throws IOException {
        for (String part : List.of("tmp", "new", "cur")) {
            Files.createDirectories(directory.resolve(part));
        }
        return this;
    }

    /// The files of messages, `cur` and `new` together.
    List<Path> files() throws IOException {
        List<Path> messages = new ArrayList<>();
        for (String part : PARTS) {
            try (Stream<Path> files = Files.list(directory.resolve(part))) {
                files.forEach(messages::add);
            }
        }
        return messages;
    }

    List<Seen> messages() throws IOException {
        return messages(UnaryOperator.identity());
    }

    /// All messages, after something was put right that the client does to each.
    List<Seen> messages(UnaryOperator<String> righted) throws IOException {
        List<Seen> messages = new ArrayList<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            int flags = name.indexOf(":2,");
            messages.add(
                    Seen.of(
                            flags < 0 ? "" : name.substring(flags + 3),
                            righted.apply(Files.readString(file, ISO_8859_1))
                                    .getBytes(ISO_8859_1)));
        }
        return Seen.sorted(messages.stream());
    }

    void append(byte[] message) throws IOException {
        Path unfinished = Files.createTempFile(directory.resolve("tmp"), "1.", ".here");
        Files.write(unfinished, message);
        Files.move(unfinished, directory.resolve("new").resolve(unfinished.getFileName()));
    }

    void flag(int number, String flags) throws IOException {
        Path file = file(number);
        String name = file.getFileName().toString();
        String base = name.contains(":2,") ? name.substring(0, name.indexOf(":2,")) : name;
        Files.move(file, directory.resolve("cur").resolve(base + ":2," + flags));
    }

    void remove(int number) throws IOException {
        Files.delete(file(number));
    }

    private Path file(int number) throws IOException {
        for (Path file : files()) {
            if (GeneratedMail.number(Files.readString(file, ISO_8859_1)) == number) {
                return file;
            }
        }
        throw new AssertionError("no message " + number + " in " + directory);
    }

    /// Deletes the Maildir, and leaves those below it.
    void delete() throws IOException {
        for (String part : List.of("tmp", "new", "cur")) {
            Workplace.delete(directory.resolve(part));
        }
        try (Stream<Path> rest = Files.list(directory)) {
            if (rest.findAny().isPresent()) {
                return;
            }
        }
        Files.delete(directory);
    }
}

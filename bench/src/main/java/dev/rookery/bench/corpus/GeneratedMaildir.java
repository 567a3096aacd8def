// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/// A Maildir of any size, the same names and bytes on every run.
public record GeneratedMaildir(Path path) {
    private static final byte[] MESSAGE = SampleMessage.ofBytes(512);
    private static final long FIRST_SECOND = 1_700_000_000L;

    /// Writes seen messages into `cur/`; anybody may read and rename them.
    public static GeneratedMaildir create(Path path, int messages) throws IOException {
        GeneratedMaildir maildir = new GeneratedMaildir(path);
        for (String each : List.of("", "cur", "new", "tmp")) {
            Path directory = Files.createDirectory(path.resolve(each));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        for (int i = 0; i < messages; i++) {
            Files.write(maildir.file(i, "S"), MESSAGE, CREATE_NEW, WRITE);
        }
        return maildir;
    }

    /// Where a message lies if its flags are these letters.
    public Path file(int number, String flags) {
        return path.resolve("cur", name(number) + flags);
    }

    private static String name(int number) {
        return "%d.M%06dP1Q%d.generated,S=%d,W=%d:2,"
                .formatted(
                        FIRST_SECOND + number,
                        number % 1_000_000,
                        number,
                        MESSAGE.length,
                        MESSAGE.length);
    }

    /// Files of messages at this moment.
    public long files() throws IOException {
        return files("new") + files("cur");
    }

    private long files(String directory) throws IOException {
        try (Stream<Path> entries = Files.list(path.resolve(directory))) {
            return entries.count();
        }
    }
}

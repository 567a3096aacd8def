// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A directory with the files of another server, for tests. Text stands for bytes as ISO 8859-1.
record Folder(Path path) {
    Folder with(String file, String latin1) throws IOException {
        Path to = path.resolve(file);
        Files.createDirectories(to.getParent());
        Files.writeString(to, latin1, StandardCharsets.ISO_8859_1);
        return this;
    }

    String text(String file) throws IOException {
        return Files.readString(path.resolve(file), StandardCharsets.ISO_8859_1);
    }

    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    Directory open() throws IOException {
        return new LinuxDisk(Durability.NONE).open(path);
    }

    InputFile open(String file) throws IOException {
        try (Directory directory = open()) {
            return directory.open(file);
        }
    }

    void write(UidListHeader header, Iterable<UidListEntry> entries) throws IOException {
        try (Directory directory = open();
                UidListWriter writer = UidListWriter.create(directory, header, Optional.empty())) {
            for (UidListEntry entry : entries) {
                writer.add(entry);
            }
            writer.commit();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Inputs to begin with, a file each: those that Jazzer found to reach something new.
public final class Corpus {
    public static final Path DIALOGUES = Path.of("src/test/dialogues");

    private static final Path ROOT = Path.of("src/test/corpus");

    private Corpus() {}

    public static List<Path> of(String target) throws IOException {
        return filesBelow(ROOT.resolve(target));
    }

    public static Path dictionary(String name) {
        return ROOT.resolve(name + ".dict");
    }

    public static List<Path> dialogues() throws IOException {
        return filesBelow(DIALOGUES).stream()
                .filter(file -> file.toString().endsWith(".txt"))
                .toList();
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}

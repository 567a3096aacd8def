// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory of its own for one trial, below `-Drookery.bench.directory` or the working
/// directory; made and deleted by the benchmark. Says on which file system it lies, as durability
/// costs nothing in memory.
record BenchDirectory(Path path) {
    static BenchDirectory create() throws IOException {
        Path parent = Path.of(System.getProperty("rookery.bench.directory", ""));
        Path path = Files.createTempDirectory(parent.toAbsolutePath(), "rookery-bench-");
        String type = Files.getFileStore(path).type();
        System.out.println("# Mail lies on " + type + ", " + path);
        if (type.equals("tmpfs")) {
            System.out.println("# THIS IS MEMORY, NOT A DISK: durable delivery is not measured");
        }
        return new BenchDirectory(path);
    }

    void delete() throws IOException {
        List<Path> entries;
        try (Stream<Path> tree = Files.walk(path)) {
            entries = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A directory of its own for one trial, below `-Drookery.bench.directory` or the working
/// directory; made and deleted by the benchmark. Says on which file system it lies, as durability
/// costs nothing in memory.
record BenchDirectory(Path path) {
    private static final int FORCES = 201;
    private static final int APPENDED_BYTES = 4_096;

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

    /// Says what it takes to force 4 kB appended to a file: the median of many.
    void reportForce(String when) throws IOException {
        Path file = path.resolve("force");
        long[] nanos = new long[FORCES];
        try (FileChannel channel = FileChannel.open(file, CREATE_NEW, WRITE, DELETE_ON_CLOSE)) {
            for (int i = 0; i < FORCES; i++) {
                channel.write(ByteBuffer.allocate(APPENDED_BYTES));
                long start = System.nanoTime();
                channel.force(true);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos[FORCES / 2]);
        System.out.println("# A bare force takes " + micros + " us (median), " + when);
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

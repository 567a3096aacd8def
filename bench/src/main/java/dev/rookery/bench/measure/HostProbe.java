// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.rookery.bench.result.HostNoise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Does the same small work before each round: what it takes is the machine's doing, not ours.
public final class HostProbe implements AutoCloseable {
    private static final int TIMES = 11;
    private static final int HASHED_BYTES = 256 * 1024;
    private static final int FORCED_BYTES = 512;

    private final byte[] hashed = new byte[HASHED_BYTES];
    private final MessageDigest digest;
    private final FileChannel forced;
    private Path name;
    private Path otherName;

    /// @param directory on the file system where the mail lies
    public HostProbe(Path directory) throws IOException {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
        this.name = directory.resolve("probe");
        this.otherName = directory.resolve("probe.other");
        Files.write(name, new byte[0]);
        Path appended = directory.resolve("probe.forced");
        this.forced = FileChannel.open(appended, CREATE, TRUNCATE_EXISTING, WRITE);
        for (int i = 0; i < TIMES; i++) {
            var _ = measure();
        }
    }

    /// Medians of a few times each; about 5 ms in all.
    public HostNoise measure() throws IOException {
        return new HostNoise(
                median(() -> digest.digest(hashed)), median(this::rename), median(this::force));
    }

    private void rename() throws IOException {
        Files.move(name, otherName, StandardCopyOption.ATOMIC_MOVE);
        Path old = name;
        name = otherName;
        otherName = old;
    }

    private void force() throws IOException {
        forced.write(ByteBuffer.allocate(FORCED_BYTES));
        forced.force(false);
    }

    private static double median(Step step) throws IOException {
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long start = System.nanoTime();
            step.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[TIMES / 2] / 1e3;
    }

    @Override
    public void close() throws IOException {
        forced.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;

/// What the disk itself can do: small writes into a file that has its blocks, each forced
/// (`fdatasync`).
final class ForcedWrites implements Contestant, AutoCloseable {
    private static final int FILE_BYTES = 16 * 1024 * 1024;
    private static final int WRITE_BYTES = 512;

    private final FileChannel file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(WRITE_BYTES);
    private long at;

    ForcedWrites(Path path) throws IOException {
        file = FileChannel.open(path, CREATE_NEW, WRITE);
        file.write(ByteBuffer.allocate(FILE_BYTES), 0);
        file.force(true);
    }

    @Override
    public List<Step> steps() {
        return List.of(this::write);
    }

    private void write() throws IOException {
        file.write(bytes.clear(), at);
        file.force(false);
        at = (at + WRITE_BYTES) % FILE_BYTES;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file of a [FaultyDisk], open for reading.
final class FaultyInput implements InputFile {
    private final FaultyDisk disk;
    private final InputFile real;
    private final String name;

    FaultyInput(FaultyDisk disk, InputFile real, String name) {
        this.disk = disk;
        this.real = real;
        this.name = name;
    }

    @Override
    public FileStat stat() throws IOException {
        return disk.call(Kind.STAT, name, real::stat);
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        return disk.call(Kind.READ, name, length, () -> real.read(at, into, offset, length));
    }

    @Override
    public int read(long at, MemorySegment into) throws IOException {
        return disk.call(Kind.READ, name, (int) into.byteSize(), () -> real.read(at, into));
    }

    @Override
    public void close() throws IOException {
        disk.close(real, name);
    }
}

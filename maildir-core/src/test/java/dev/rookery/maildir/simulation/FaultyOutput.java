// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.io.IOException;

/// A file of a [FaultyDisk], open for writing.
final class FaultyOutput implements OutputFile {
    private final FaultyDisk disk;
    private final OutputFile real;
    private final String name;

    FaultyOutput(FaultyDisk disk, OutputFile real, String name) {
        this.disk = disk;
        this.real = real;
        this.name = name;
    }

    @Override
    public FileStat stat() throws IOException {
        return disk.call(Kind.STAT, name, real::stat);
    }

    @Override
    public void write(long at, byte[] bytes, int offset, int length) throws IOException {
        boolean longer = at + length > real.stat().sizeBytes();
        Fault fault = disk.next(longer ? Kind.EXTEND : Kind.WRITE, name, length);
        if (fault == null || fault == Fault.LOST_ANSWER) {
            real.write(at, bytes, offset, length);
        } else if (fault == Fault.SHORT_WRITE) {
            real.write(at, bytes, offset, length / 2);
        }
        if (fault != null) {
            throw FaultyDisk.failure(fault, "WRITE " + name);
        }
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        write(real.stat().sizeBytes(), bytes, 0, bytes.length);
    }

    @Override
    public void modified(long epochSeconds) throws IOException {
        disk.run(Kind.SET_TIME, name, () -> real.modified(epochSeconds));
    }

    @Override
    public void force() throws IOException {
        disk.run(Kind.FORCE, name, real::force);
    }

    @Override
    public void forceData() throws IOException {
        disk.run(Kind.FORCE, name, real::forceData);
    }

    @Override
    public void close() throws IOException {
        disk.close(real, name);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicBoolean;

/// An open file descriptor.
final class LinuxFile implements InputFile, OutputFile {
    private final int descriptor;
    private final String name;
    private final boolean durable;
    private final AtomicBoolean closed = new AtomicBoolean();

    LinuxFile(int descriptor, String name, boolean durable) {
        this.descriptor = descriptor;
        this.name = name;
        this.durable = durable;
    }

    int descriptor() throws IOException {
        if (closed.get()) {
            throw new IOException("closed: " + name);
        }
        return descriptor;
    }

    @Override
    public FileStat stat() throws IOException {
        return LinuxDirectory.stat(descriptor(), "", Linux.AT_EMPTY_PATH)
                .orElseThrow(() -> Failures.of(Linux.ENOENT, "stat", name));
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        MemorySegment memory = NativeMemory.borrow();
        try {
            long wanted = Math.min(length, NativeMemory.SIZE_BYTES);
            long got = Failures.check(Linux.pread(descriptor(), memory, wanted, at), "read", name);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, into, offset, (int) got);
            return got == 0 ? -1 : (int) got;
        } finally {
            NativeMemory.giveBack(memory);
        }
    }

    @Override
    public void write(long at, byte[] bytes, int offset, int length) throws IOException {
        MemorySegment memory = NativeMemory.borrow();
        try {
            int done = 0;
            while (done < length) {
                int chunk = Math.min(length - done, NativeMemory.SIZE_BYTES);
                MemorySegment.copy(bytes, offset + done, memory, ValueLayout.JAVA_BYTE, 0, chunk);
                done += writeChunk(at + done, memory, chunk);
            }
        } finally {
            NativeMemory.giveBack(memory);
        }
    }

    private int writeChunk(long at, MemorySegment memory, int length) throws IOException {
        int done = 0;
        while (done < length) {
            MemorySegment rest = memory.asSlice(done);
            long wrote =
                    Failures.check(
                            Linux.pwrite(descriptor(), rest, length - done, at + done),
                            "write",
                            name);
            if (wrote == 0) {
                throw new IOException("write: " + name + ": the disk takes no more bytes");
            }
            done += (int) wrote;
        }
        return done;
    }

    @Override
    public void modified(long epochSeconds) throws IOException {
        Failures.check(Linux.futimens(descriptor(), epochSeconds), "set time of", name);
    }

    @Override
    public void force() throws IOException {
        if (durable) {
            Failures.check(Linux.fsync(descriptor()), "force", name);
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            Failures.check(Linux.close(descriptor), "close", name);
        }
    }
}

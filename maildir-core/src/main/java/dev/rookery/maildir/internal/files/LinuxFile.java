// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;

/// An open file descriptor.
///
/// It may be closed while other threads use it: the last of them closes it then, for the kernel
/// gives the number to another file at once. Who comes later is refused.
final class LinuxFile implements InputFile, OutputFile {
    private static final System.Logger LOG = System.getLogger(LinuxFile.class.getName());
    private static final int CLOSED = Integer.MIN_VALUE;
    private static final int READ_BYTES_MAX = 1 << 30;

    private final int descriptor;
    private final String name;
    private final boolean durable;

    /// How many calls are under way; [#CLOSED] more as soon as it is closed.
    private final AtomicInteger users = new AtomicInteger();

    /// A system call with this descriptor; answers what it returned.
    @FunctionalInterface
    interface Call {
        long on(int descriptor) throws IOException;
    }

    LinuxFile(int descriptor, String name, boolean durable) {
        this.descriptor = descriptor;
        this.name = name;
        this.durable = durable;
    }

    /// Makes a call with the descriptor, which stays open meanwhile.
    long call(Call call) throws IOException {
        if (users.getAndIncrement() < 0) {
            leave();
            throw new IOException("closed: " + name);
        }
        try {
            return call.on(descriptor);
        } finally {
            leave();
        }
    }

    private void leave() {
        if (users.decrementAndGet() == CLOSED && users.compareAndSet(CLOSED, CLOSED + 1)) {
            int result = Linux.close(descriptor);
            if (result < 0) {
                LOG.log(Level.DEBUG, "closing {0}: errno {1}", name, -result);
            }
        }
    }

    @Override
    public FileStat stat() throws IOException {
        FileStat[] stat = new FileStat[1];
        call(file -> {
            stat[0] =
                    LinuxDirectory.stat(file, "", Linux.AT_EMPTY_PATH)
                            .orElseThrow(() -> Failures.of(Linux.ENOENT, "stat", name));
            return 0;
        });
        return stat[0];
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        MemorySegment memory = NativeMemory.borrow();
        try {
            long wanted = Math.min(length, NativeMemory.SIZE_BYTES);
            long got =
                    Failures.check(
                            call(file -> Linux.pread(file, memory, wanted, at)), "read", name);
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, 0, into, offset, (int) got);
            return got == 0 ? -1 : (int) got;
        } finally {
            NativeMemory.giveBack(memory);
        }
    }

    @Override
    public int read(long at, MemorySegment into) throws IOException {
        if (!into.isNative()) {
            throw new IllegalArgumentException("memory on the heap");
        }
        long size = into.byteSize();
        if (size == 0) {
            return 0;
        }
        long wanted = Math.min(size, READ_BYTES_MAX);
        long got = Failures.check(call(file -> Linux.pread(file, into, wanted, at)), "read", name);
        return got == 0 ? -1 : (int) got;
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
            int left = length - done;
            long to = at + done;
            long wrote =
                    Failures.check(call(file -> Linux.pwrite(file, rest, left, to)), "write", name);
            if (wrote == 0) {
                throw new IOException("write: " + name + ": the disk takes no more bytes");
            }
            done += (int) wrote;
        }
        return done;
    }

    @Override
    public void modified(long epochSeconds) throws IOException {
        Failures.check(call(file -> Linux.futimens(file, epochSeconds)), "set time of", name);
    }

    @Override
    public void force() throws IOException {
        if (durable) {
            Failures.check(call(Linux::fsync), "force", name);
        }
    }

    @Override
    public void forceData() throws IOException {
        if (durable) {
            Failures.check(call(Linux::fdatasync), "force", name);
        }
    }

    /// Closing again does nothing.
    @Override
    public void close() throws IOException {
        int before = users.getAndUpdate(count -> count < 0 ? count : count + CLOSED);
        if (before == 0 && users.compareAndSet(CLOSED, CLOSED + 1)) {
            Failures.check(Linux.close(descriptor), "close", name);
        }
    }
}

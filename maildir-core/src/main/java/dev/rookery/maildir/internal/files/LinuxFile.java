// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.NoSpaceException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
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
        long on(NativeMemory memory, int descriptor) throws IOException;
    }

    LinuxFile(int descriptor, String name, boolean durable) {
        this.descriptor = descriptor;
        this.name = name;
        this.durable = durable;
    }

    /// Makes a call with the descriptor, which stays open meanwhile.
    long call(Call call) throws IOException {
        try (NativeMemory memory = NativeMemory.borrow()) {
            return call(memory, call);
        }
    }

    /// The same, where the memory holds what comes or goes.
    long call(NativeMemory memory, Call call) throws IOException {
        if (users.getAndIncrement() < 0) {
            leave();
            throw new IOException("closed: " + name);
        }
        try {
            return call.on(memory, descriptor);
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
        try (NativeMemory memory = NativeMemory.borrow()) {
            long result =
                    call(memory, (_, file) -> Linux.statx(memory, file, "", Linux.AT_EMPTY_PATH));
            Failures.check(result, "stat", name);
            return RawStat.read(memory.bytes);
        }
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try (NativeMemory memory = NativeMemory.borrow()) {
            int wanted = Math.min(length, NativeMemory.SIZE_BYTES);
            int got = read(memory, at, memory.bytes, wanted);
            if (got > 0) {
                MemorySegment.copy(memory.bytes, ValueLayout.JAVA_BYTE, 0, into, offset, got);
            }
            return got;
        }
    }

    @Override
    public int read(long at, MemorySegment into) throws IOException {
        if (!into.isNative()) {
            throw new IllegalArgumentException("memory on the heap");
        }
        if (into.byteSize() == 0) {
            return 0;
        }
        int wanted = (int) Math.min(into.byteSize(), READ_BYTES_MAX);
        try (NativeMemory memory = NativeMemory.borrow()) {
            return read(memory, at, into, wanted);
        }
    }

    private int read(NativeMemory memory, long at, MemorySegment into, int length)
            throws IOException {
        long result = call(memory, (_, file) -> Linux.pread(memory, file, into, length, at));
        long got = Failures.check(result, "read", name);
        return got == 0 ? -1 : (int) got;
    }

    @Override
    public void write(long at, byte[] bytes, int offset, int length) throws IOException {
        try (NativeMemory memory = NativeMemory.borrow()) {
            int done = 0;
            while (done < length) {
                int chunk = Math.min(length - done, NativeMemory.SIZE_BYTES);
                MemorySegment.copy(
                        bytes, offset + done, memory.bytes, ValueLayout.JAVA_BYTE, 0, chunk);
                write(memory, at + done, memory.bytes, chunk);
                done += chunk;
            }
        }
    }

    @Override
    public void write(long at, ByteBuffer bytes) throws IOException {
        if (!bytes.isDirect()) {
            OutputFile.super.write(at, bytes);
            return;
        }
        try (NativeMemory memory = NativeMemory.borrow()) {
            write(memory, at, MemorySegment.ofBuffer(bytes), bytes.remaining());
            bytes.position(bytes.limit());
        }
    }

    private void write(NativeMemory memory, long at, MemorySegment bytes, int length)
            throws IOException {
        writeAll(
                at,
                bytes,
                length,
                (from, left, to) ->
                        written(
                                call(
                                        memory,
                                        (_, file) -> Linux.pwrite(memory, file, from, left, to))));
    }

    /// A call that may write less than it is given; answers how many bytes.
    @FunctionalInterface
    interface Write {
        long of(MemorySegment bytes, int length, long at) throws IOException;
    }

    /// Goes on behind what each call wrote.
    static void writeAll(long at, MemorySegment bytes, int length, Write write) throws IOException {
        int done = 0;
        while (done < length) {
            MemorySegment rest = done == 0 ? bytes : bytes.asSlice(done);
            done += (int) write.of(rest, length - done, at + done);
        }
    }

    private long written(long result) throws IOException {
        if (result == 0) {
            throw new IOException("write: " + name + ": the disk takes no more bytes");
        }
        return Failures.check(result, "write", name);
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        if (bytes.length > NativeMemory.SIZE_BYTES) {
            throw new IllegalArgumentException("too long for one step: " + bytes.length);
        }
        try (NativeMemory memory = NativeMemory.borrow()) {
            MemorySegment.copy(bytes, 0, memory.bytes, ValueLayout.JAVA_BYTE, 0, bytes.length);
            long result = call(memory, (_, file) -> Linux.append(memory, file, bytes.length));
            if (written(result) < bytes.length) {
                throw new NoSpaceException("append " + name + ": disk full");
            }
        }
    }

    @Override
    public void modified(long epochSeconds) throws IOException {
        Failures.check(
                call((memory, file) -> Linux.futimens(memory, file, epochSeconds)),
                "set time of",
                name);
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

    @Override
    public void startWriteback() throws IOException {
        if (durable) {
            // What goes wrong with the bytes is for the force to find and tell.
            var _ = call(Linux::startWriteback);
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

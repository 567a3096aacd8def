// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A file in memory that counts what is read of it.
final class BytesFile implements InputFile {
    private final byte[] content;
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong bytesRead = new AtomicLong();
    private volatile boolean closed;

    BytesFile(byte[] content) {
        this.content = content;
    }

    int reads() {
        return reads.get();
    }

    long bytesRead() {
        return bytesRead.get();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public FileStat stat() {
        FileStat.Kind kind = FileStat.Kind.REGULAR;
        FileStat.Access access = FileStat.Access.privateTo(new Owner(0, 0), kind);
        return new FileStat(new FileId(1, 1), kind, content.length, 1, 0, 0, access);
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        return read(at, MemorySegment.ofArray(into).asSlice(offset, length));
    }

    @Override
    public int read(long at, MemorySegment into) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        reads.incrementAndGet();
        int count = (int) Math.min(into.byteSize(), content.length - at);
        if (count <= 0) {
            return -1;
        }
        MemorySegment.copy(MemorySegment.ofArray(content), at, into, 0, count);
        bytesRead.addAndGet(count);
        return count;
    }

    @Override
    public void close() {
        closed = true;
    }
}

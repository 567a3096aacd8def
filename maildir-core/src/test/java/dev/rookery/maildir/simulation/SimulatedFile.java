// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A file of a [SimulatedDisk], open for reading, writing or locking.
final class SimulatedFile extends Descriptor implements InputFile, OutputFile {
    private final Node.File node;

    SimulatedFile(SimulatedDisk disk, Node.File node, String path) {
        super(disk, path);
        this.node = node;
    }

    @Override
    public FileStat stat() throws IOException {
        synchronized (disk) {
            requireOpen();
            return node.stat(disk.device());
        }
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        synchronized (disk) {
            requireOpen();
            return length == 0 ? 0 : node.content().read(at, into, offset, length);
        }
    }

    @Override
    public int read(long at, MemorySegment into) throws IOException {
        byte[] bytes = new byte[(int) into.byteSize()];
        int got = read(at, bytes, 0, bytes.length);
        if (got > 0) {
            MemorySegment.copy(bytes, 0, into, ValueLayout.JAVA_BYTE, 0, got);
        }
        return got;
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        synchronized (disk) {
            write(stat().sizeBytes(), bytes, 0, bytes.length);
        }
    }

    @Override
    public void write(long at, byte[] bytes, int offset, int length) throws IOException {
        synchronized (disk) {
            requireOpen();
            int fits = (int) Math.min(length, disk.room(at + length - node.sizeBytes(), length));
            if (fits > 0) {
                put(at, bytes, offset, fits);
            }
            if (fits < length) {
                throw Errno.ENOSPC.on("write", path);
            }
        }
    }

    private void put(long at, byte[] bytes, int offset, int length) {
        long nanos = disk.changed(node);
        node.modifiedNanos = nanos;
        Content content = node.ownContent();
        long before = content.sizeBytes();
        content.grow(at + length);
        content.overwrite(at, bytes, offset, length);
        if (!disk.isRecorded()) {
            return;
        }
        if (at + length > before) {
            disk.log(new DiskEvent.Growth(node.inode, path, at + length, nanos));
        }
        Content written = Content.of(bytes, offset, length);
        // Zeros behind the end are there as soon as the file is that long.
        if (at < before || !written.isZero()) {
            disk.log(new DiskEvent.Write(node.inode, path, at, written, nanos));
        }
    }

    @Override
    public void modified(long epochSeconds) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.changed(node);
            node.modifiedNanos = disk.date(epochSeconds) * 1_000_000_000L;
            disk.log(new DiskEvent.TimeSet(node.inode, path, node.modifiedNanos));
        }
    }

    @Override
    public void force() throws IOException {
        force(true);
    }

    @Override
    public void forceData() throws IOException {
        force(false);
    }

    private void force(boolean times) throws IOException {
        synchronized (disk) {
            requireOpen();
            disk.force(node, path, times);
        }
    }

    /// Takes the lock unless somebody else has it.
    boolean lock() {
        if (node.holder != null) {
            return false;
        }
        node.holder = this;
        return true;
    }

    @Override
    void released() {
        if (node.holder == this) {
            node.holder = null;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.io.IOException;

/// Something a process holds open on a [SimulatedDisk].
abstract class Descriptor {
    final SimulatedDisk disk;
    final String path;
    private boolean closed;

    Descriptor(SimulatedDisk disk, String path) {
        this.disk = disk;
        this.path = path;
        disk.opened(this);
    }

    void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("closed: " + path);
        }
    }

    /// Gives back what the process has through it, such as a lock.
    abstract void released();

    /// Closing again does nothing.
    public void close() throws IOException {
        synchronized (disk) {
            if (!closed) {
                closed = true;
                released();
                disk.closed(this);
            }
        }
    }

    @Override
    public String toString() {
        return path;
    }
}

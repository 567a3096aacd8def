// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.Durability;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.LinuxDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A directory with index files, for tests.
final class IndexFolder implements Closeable {
    static final int CACHE_BYTES = 4 * 1024 * 1024;

    private final Directory directory;
    private final BlockCache cache = new BlockCache(CACHE_BYTES);

    IndexFolder(Path home) throws IOException {
        directory = new LinuxDisk(Durability.NONE).open(home);
    }

    Directory directory() {
        return directory;
    }

    BlockCache cache() {
        return cache;
    }

    void write(String name, List<IndexRow> rows) throws IOException {
        try (RowSegmentWriter out =
                RowSegmentWriter.create(directory, name, Optional.empty(), rows.size())) {
            for (IndexRow row : rows) {
                out.add(row);
            }
            out.publish();
        }
    }

    RowSegment open(String name) throws IOException {
        return RowSegment.open(directory, name, cache);
    }

    RowSegment written(String name, List<IndexRow> rows) throws IOException {
        write(name, rows);
        return open(name);
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}

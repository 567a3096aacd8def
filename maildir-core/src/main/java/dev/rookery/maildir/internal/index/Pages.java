// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.internal.files.InputFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// The pages of one open file: which of them are in the [BlockCache], and how the others get there.
///
/// A reader looks up the frame of a page, pins it, and looks again: if the table still names that
/// frame, it holds that page, and does so until it is unpinned, for a frame is given away only
/// unpinned and after it was struck from the table. Two that miss the same page both read it; the
/// first to enter it in the table wins.
final class Pages implements Closeable {
    private final InputFile file;
    private final String name;
    private final SegmentHeader header;
    private final BlockCache cache;
    private final AtomicReferenceArray<@Nullable Frame> table;

    Pages(InputFile file, String name, SegmentHeader header, BlockCache cache) {
        this.file = file;
        this.name = name;
        this.header = header;
        this.cache = cache;
        this.table = new AtomicReferenceArray<>(header.pages());
    }

    /// The frame that holds a page; to be unpinned by the caller.
    Frame pin(int page) throws IOException {
        Frame found = table.get(page);
        while (found != null) {
            if (!found.pin()) {
                // Somebody takes it away this moment.
                forget(page, found);
            } else if (table.get(page) == found) {
                found.touch();
                cache.hit();
                return found;
            } else {
                found.unpin();
            }
            found = table.get(page);
        }
        return load(page);
    }

    private Frame load(int page) throws IOException {
        Frame mine = cache.take();
        boolean read = false;
        try {
            read(page, mine.bytes());
            read = true;
        } finally {
            if (!read) {
                cache.giveBack(mine);
            }
        }
        mine.fill(this, page);
        if (mine.isPooled()) {
            // Where another was faster, mine serves once; the clock hand finds it unpinned.
            table.compareAndSet(page, null, mine);
        }
        return mine;
    }

    private void read(int page, MemorySegment into) throws IOException {
        long at = header.offset(page);
        int length = header.length(page);
        for (int done = 0; done < length; ) {
            int got = file.read(at + done, into.asSlice(done, length - done));
            if (got < 0) {
                throw new CorruptIndexException(name, at + done, "file ends early");
            }
            done += got;
        }
        String damage = header.damage(page, into);
        if (damage != null) {
            throw new CorruptIndexException(name, at, damage);
        }
    }

    /// Strikes a frame from the table, if it is there.
    void forget(int page, Frame frame) {
        table.compareAndSet(page, frame, null);
    }

    /// Gives the memory back, except what is pinned, which the clock hand finds later.
    @Override
    public void close() throws IOException {
        for (int page = 0; page < table.length(); page++) {
            Frame frame = table.get(page);
            if (frame != null) {
                forget(page, frame);
                drop(frame);
            }
        }
        file.close();
    }

    private void drop(Frame frame) {
        if (frame.take()) {
            frame.disown();
            cache.giveBack(frame);
        }
    }
}

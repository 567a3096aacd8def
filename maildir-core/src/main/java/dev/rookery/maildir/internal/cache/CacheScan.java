// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/// Goes through the messages of a folder in the order of their UIDs, page by page of the index.
final class CacheScan {
    /// Receives the message whose records the windows of the scan now give.
    @FunctionalInterface
    interface Step {
        void at(long uid) throws IOException;
    }

    private final CacheFile file;
    private final @Nullable LaneWindow[] windows = new @Nullable LaneWindow[Lane.COUNT];
    private final byte[] page = new byte[CacheLayout.PAGE_BYTES];
    private final boolean[] found = new boolean[CacheLayout.PAGE_UIDS];

    /// The number of the page that is loaded, or -1.
    private int loaded = -1;

    CacheScan(CacheFile file, Set<Lane> lanes) {
        this(file, lanes, LaneWindow.Use.PASSING);
    }

    CacheScan(CacheFile file, Set<Lane> lanes, LaneWindow.Use use) {
        this.file = file;
        lanes.forEach(lane -> windows[lane.number()] = new LaneWindow(lane, use));
    }

    /// Goes to a message, to be asked for its records; of `uids`, those that lie near it are read
    /// along.
    void moveTo(long uid, UidSet uids) throws IOException {
        int page = PageDirectory.page(uid);
        if (page == loaded) {
            return;
        }
        PageDirectory pages = file.directory();
        int place = pages.place(page);
        loaded = -1;
        if (place < pages.size() && pages.number(place) == page) {
            long first = (long) page * CacheLayout.PAGE_UIDS;
            load(pages.at(place), first, each -> each == uid || uids.contains(new Uid(each)));
            loaded = page;
        }
    }

    /// Whether there is a record of the message, in a lane that is looked at.
    boolean knows(long uid) {
        return loaded == PageDirectory.page(uid) && found[(int) (uid % CacheLayout.PAGE_UIDS)];
    }

    /// The record of the message that is being visited; null if there is none.
    @Nullable CacheRecord record(long uid, Lane lane) throws IOException {
        LaneWindow window = windows[lane.number()];
        return window == null ? null : window.record(file, uid);
    }

    /// What the file spends on the message that is being visited, in the lanes that are looked at.
    long bytes(long uid) {
        long bytes = 0;
        for (LaneWindow window : windows) {
            bytes += window == null ? 0 : window.bytes((int) (uid % CacheLayout.PAGE_UIDS));
        }
        return bytes;
    }

    /// Visits those of `uids` that have a record in one of the lanes.
    void run(UidSet uids, Step step) throws IOException {
        PageDirectory pages = file.directory();
        for (int place = 0; place < pages.size(); place++) {
            long first = (long) pages.number(place) * CacheLayout.PAGE_UIDS;
            long last = Math.min(first + CacheLayout.PAGE_UIDS - 1, Uid.MAX);
            if (uids.intersects(new Uid(Math.max(first, 1)), new Uid(last))) {
                load(pages.at(place), first, uid -> uids.contains(new Uid(uid)));
                visit(first, step);
            }
        }
    }

    /// Visits all that have a record in one of the lanes, from a UID on.
    void runFrom(long least, Step step) throws IOException {
        PageDirectory pages = file.directory();
        for (int place = pages.place(PageDirectory.page(least)); place < pages.size(); place++) {
            long first = (long) pages.number(place) * CacheLayout.PAGE_UIDS;
            load(pages.at(place), first, uid -> uid >= least);
            visit(first, step);
        }
    }

    private void load(long at, long first, LongPredicate asked) throws IOException {
        int got = file.read(at, page, page.length);
        Arrays.fill(page, got, page.length, (byte) 0);
        ByteBuffer entries = CacheLayout.littleEndian(page);
        for (LaneWindow window : windows) {
            if (window != null) {
                window.startPage();
            }
        }
        for (int i = 0; i < CacheLayout.PAGE_UIDS; i++) {
            long uid = first + i;
            boolean wanted = uid > 0 && uid <= Uid.MAX && asked.test(uid);
            found[i] = false;
            for (int lane = 0; lane < Lane.COUNT; lane++) {
                long location = entries.getLong();
                LaneWindow window = windows[lane];
                if (window != null) {
                    window.want(i, wanted ? location : 0);
                    found[i] |= wanted && location != 0;
                }
            }
        }
    }

    private void visit(long first, Step step) throws IOException {
        for (int i = 0; i < CacheLayout.PAGE_UIDS; i++) {
            if (found[i]) {
                step.at(first + i);
            }
        }
    }
}

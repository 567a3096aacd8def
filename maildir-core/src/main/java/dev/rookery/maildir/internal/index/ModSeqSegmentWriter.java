// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.files.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// Writes a [ModSeqSegment], pair by pair, holding one page in memory.
///
/// The file has its name only after [#publish]; closing one that was not published removes it.
public final class ModSeqSegmentWriter implements Closeable {
    /// So that a page can be built in a bounded memory.
    static final int PAIRS_MAX = 4096;

    private final SegmentOutput out;
    private final long[] uids = new long[PAIRS_MAX];
    private final long[] modSeqs = new long[PAIRS_MAX];
    private int count;
    private int pairs;
    private long last;
    private long min;
    private long max;

    private ModSeqSegmentWriter(SegmentOutput out) {
        this.out = out;
    }

    /// Begins to write aside.
    public static ModSeqSegmentWriter create(
            Directory directory, String name, Optional<Owner> owner) throws IOException {
        return new ModSeqSegmentWriter(
                SegmentOutput.create(directory, name, owner, ModSeqSegment.MAGIC));
    }

    public int pairs() {
        return pairs;
    }

    /// Adds a pair, whose UID must be greater than that of the pair before.
    ///
    /// @param modSeq at least 1
    public void add(long uid, long modSeq) throws IOException {
        if (uid <= last || uid > Uid.MAX || modSeq < 1) {
            throw new IllegalArgumentException("UID " + uid + " after " + last + ": " + modSeq);
        }
        if (count == PAIRS_MAX || !fits(uid, modSeq)) {
            writePage(false);
        }
        min = count == 0 ? modSeq : Math.min(min, modSeq);
        max = count == 0 ? modSeq : Math.max(max, modSeq);
        uids[count] = uid;
        modSeqs[count++] = modSeq;
        last = uid;
        pairs++;
    }

    private boolean fits(long uid, long modSeq) {
        if (count == 0) {
            return true;
        }
        int uidBytes = PageLayout.width(uid - uids[0]);
        int modSeqBytes = PageLayout.width(Math.max(max, modSeq) - Math.min(min, modSeq));
        int bytes = ModSeqSegment.ARRAYS_AT + (count + 1) * (uidBytes + modSeqBytes);
        return bytes <= PageLayout.PAGE_BYTES;
    }

    private void writePage(boolean isLast) throws IOException {
        byte[] bytes = new byte[PageLayout.PAGE_BYTES];
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = ModSeqSegment.ARRAYS_AT;
        at = write(page, Column.UID, uids, uids[0], uids[count - 1], at);
        at = write(page, Column.MODSEQ, modSeqs, min, max, at);
        out.data(
                bytes,
                isLast ? at : PageLayout.PAGE_BYTES,
                new SegmentOutput.Range(count, uids[0], uids[count - 1], min, max));
        count = 0;
    }

    private int write(
            ByteBuffer page, Column column, long[] values, long base, long greatest, int at) {
        int width = PageLayout.width(greatest - base);
        PageLayout.putColumn(page, column.headAt(), base, at, width);
        for (int i = 0; i < count; i++) {
            PageLayout.putNumber(page, at + i * width, values[i] - base, width);
        }
        return at + count * width;
    }

    /// Completes the file, makes it durable and gives it its name, which must be free. The name is
    /// durable only after [Directory#force].
    ///
    /// @throws IllegalStateException if there is no pair
    public void publish() throws IOException {
        if (pairs == 0) {
            throw new IllegalStateException("no pairs");
        }
        writePage(true);
        out.publish();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongConsumer;

/// The rows that lie on disk. Immutable; safe to share between threads; read piece by piece when
/// asked for. UIDs that are not there any more may still have a row.
public interface StoredRows {
    StoredRows NONE = new NoRows();

    /// The greatest UID, or 0.
    long lastUid();

    Optional<Row> find(long uid) throws IOException;

    /// The mod-sequence of a message when this was written, or 0 if it has no row.
    long modSeq(long uid) throws IOException;

    /// INTERNALDATE in seconds, or [Long#MIN_VALUE].
    long dateSeconds(long uid) throws IOException;

    /// The size of the file, or [Long#MIN_VALUE].
    long physicalBytes(long uid) throws IOException;

    /// RFC822.SIZE, or [Long#MIN_VALUE].
    long virtualBytes(long uid) throws IOException;

    /// Tells UIDs whose mod-sequence was greater when this was written, in any order.
    void changedSince(long modSeq, LongConsumer uids) throws IOException;

    /// Tells the UIDs of all rows whose base name has that hash, in any order.
    void withHash(int hash, LongConsumer uids) throws IOException;

    /// Reads the rows of `uids`, ascending.
    void forEach(UidSet uids, RowReader reader) throws IOException;

    /// Receives rows.
    @FunctionalInterface
    interface RowReader {
        void row(Row row) throws IOException;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;

/// A message on its way in. Nobody sees it before [#commit]; closed without one, it never was.
///
/// The first 64 KiB are held in memory, and longer messages stream to disk as they come. Line ends
/// may be CRLF or LF. One thread at a time.
public interface Delivery extends AutoCloseable {
    /// Adds to the message.
    ///
    /// @throws NoSpaceException if the disk is full
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Makes the message durable, gives it the next UID and shows it. Whoever hears of it after
    /// this returns may rely on it through a power cut.
    ///
    /// @throws NoSuchMailboxException if the mailbox was deleted meanwhile
    /// @throws QuotaExceededException if the account may not hold so much
    Delivered commit() throws IOException;

    /// Drops the message unless it was committed.
    @Override
    void close() throws IOException;

    /// Where a message came to lie.
    record Delivered(UidValidity uidValidity, Uid uid) {}
}

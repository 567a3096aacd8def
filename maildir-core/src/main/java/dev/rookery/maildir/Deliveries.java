// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.time.Instant;

/// Messages on their way into one mailbox: all of them or none. MULTIAPPEND, RFC 3502.
///
/// Each begins with [#next], and is whole when the one behind it begins or all are committed.
/// Nobody sees any of them before [#commit]; closed without one, none ever was. Bytes stream to
/// disk as they come; what is held in memory of all messages together is bounded. Line ends may be
/// CRLF or LF. One thread at a time.
///
/// After a method failed, the messages can only be dropped.
public interface Deliveries extends AutoCloseable {
    /// Begins the next message.
    ///
    /// @param internalDate in whole seconds; what is more than two hours ahead of the clock counts
    ///   as two hours ahead
    /// @throws LimitException if there are too many messages, or if the flags hold more keywords
    ///   than a mailbox may have
    /// @throws NoSpaceException if the disk is full
    void next(Flags flags, Instant internalDate) throws IOException;

    /// Adds to the message that was begun last.
    ///
    /// @throws IllegalStateException if none was
    /// @throws NoSpaceException if the disk is full
    void write(byte[] bytes, int offset, int length) throws IOException;

    /// Makes all messages durable, gives them the next UIDs and shows them, in one step. Whoever
    /// hears of them after this returns may rely on all of them through a power cut; after one
    /// before that, all are there or none.
    ///
    /// @throws NoSuchMailboxException if the mailbox was deleted meanwhile
    /// @throws QuotaExceededException if the account may not hold all of them
    /// @throws LimitException if the mailbox would have more keywords than it may, or has used up
    ///   its UIDs
    /// @throws NoSpaceException if the disk is full
    Delivered commit() throws IOException;

    /// Like [#commit], and removes `old` messages from a mailbox of the account in the same step:
    /// after a power cut the new ones are there and the old ones gone, or neither. The account
    /// grows only by what the new ones are larger. REPLACE, RFC 8508.
    ///
    /// @throws IllegalArgumentException if the mailbox is of another account
    /// @throws MessageExpungedException if any of the old messages is not there any more
    Delivered commitReplacing(UidSet old, Mailbox in) throws IOException;

    /// Drops the messages unless they were committed.
    @Override
    void close() throws IOException;

    /// Where the messages came to lie: the n-th has the n-th UID. None if there were no messages.
    record Delivered(UidValidity uidValidity, UidSet uids) {}
}

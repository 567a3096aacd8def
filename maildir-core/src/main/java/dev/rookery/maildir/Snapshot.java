// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/// A mailbox at one moment. Immutable and safe to share between threads; costs nothing to hold
/// briefly, memory when held long.
///
/// Sets of messages are in memory. What is known of a single message may have to be read from the
/// index: methods that throw [IOException] do so when the disk refuses, and when the files were
/// closed with the account. Methods that take a UID throw [MessageExpungedException] if it is not
/// in [#uids].
public interface Snapshot {
    UidValidity uidValidity();

    /// The least UID the next message can get.
    Uid uidNext();

    ModSeq highestModSeq();

    UidSet uids();

    UidSet having(SystemFlag flag);

    /// Compared without case.
    UidSet havingKeyword(String keyword);

    /// All keywords that any message of the mailbox bears.
    SortedSet<String> keywords();

    Flags flags(Uid uid);

    ModSeq modSeq(Uid uid) throws IOException;

    /// The messages whose mod-sequence is greater: what arrived or was flagged since. RFC 7162
    /// §3.1.4.
    UidSet changedSince(ModSeq modSeq) throws IOException;

    /// The messages expunged since, whether or not the caller ever knew them: RFC 7162 §3.2.5.
    /// Nothing if that is longer ago than is remembered; then the caller has to compare its UIDs
    /// with [#uids].
    Optional<UidSet> expungedSince(ModSeq modSeq);

    /// RFC822.SIZE: bytes of the CRLF form.
    long sizeBytes(Uid uid) throws IOException;

    /// Bytes on disk, where lines may end otherwise: what counts in the quota.
    long physicalBytes(Uid uid) throws IOException;

    /// Whole seconds.
    Instant internalDate(Uid uid) throws IOException;

    /// When the message came into this mailbox, in whole seconds; nothing if nobody knows. RFC
    /// 8514.
    Optional<Instant> saveDate(Uid uid) throws IOException;
}

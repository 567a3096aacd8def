// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.time.Instant;
import java.util.SortedSet;

/// A mailbox at one moment. Immutable and safe to share between threads; costs nothing to hold
/// briefly, memory when held long.
///
/// Methods that take a UID throw [MessageExpungedException] if it is not in [#uids].
public interface Snapshot {
    UidValidity uidValidity();

    /// The least UID the next message can get.
    Uid uidNext();

    ModSeq highestModSeq();

    UidSet uids();

    UidSet having(SystemFlag flag);

    /// Compared without case.
    UidSet havingKeyword(String keyword);

    /// All keywords any message of the mailbox bears or has borne.
    SortedSet<String> keywords();

    Flags flags(Uid uid);

    ModSeq modSeq(Uid uid);

    /// The messages whose mod-sequence is greater: what arrived or was flagged since.
    default UidSet changedSince(ModSeq modSeq) {
        UidSet.Builder changed = UidSet.builder();
        for (Uid uid : uids()) {
            if (modSeq(uid).compareTo(modSeq) > 0) {
                changed.add(uid);
            }
        }
        return changed.build();
    }

    /// RFC822.SIZE: bytes of the CRLF form.
    long sizeBytes(Uid uid);

    /// Whole seconds.
    Instant internalDate(Uid uid);
}

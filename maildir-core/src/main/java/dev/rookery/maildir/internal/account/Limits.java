// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.time.Instant;

/// What a mailbox can hold.
final class Limits {
    /// Bytes of small messages held in memory until all that are added at once are whole. Those
    /// beyond lie in `tmp/`.
    static final int DELIVERIES_HELD_BYTES_MAX = 4 * 1024 * 1024;

    /// UIDs that are left when a mailbox begins anew, at the next opening.
    private static final int UIDS_LEFT_MIN = 1 << 16;

    private Limits() {}

    /// The INTERNALDATE of a message that was given this one.
    static Instant date(Instant given, Instant now) {
        Instant last = now.plus(MailLimits.FUTURE_MAX);
        return given.isAfter(last) ? last : given;
    }

    static void requireRoomForKeywords(MailboxSnapshot snapshot, Flags flags) {
        long more = 0;
        for (String keyword : flags.keywords()) {
            if (keyword.length() > MailLimits.KEYWORD_CHARS_MAX) {
                throw new LimitException(
                        "a keyword has at most " + MailLimits.KEYWORD_CHARS_MAX + " characters");
            }
            more += snapshot.keywords().contains(keyword) ? 0 : 1;
        }
        if (more > 0 && snapshot.keywords().size() + more > MailLimits.KEYWORDS_MAX) {
            throw new LimitException(
                    "a mailbox has at most " + MailLimits.KEYWORDS_MAX + " keywords");
        }
    }

    /// Whether a mailbox can go on with its UIDVALIDITY for long.
    static boolean hasManyUids(MailboxSnapshot snapshot) {
        return Uid.MAX - snapshot.uidNext().value() >= UIDS_LEFT_MIN;
    }

    static long requireUid(MailboxSnapshot snapshot) {
        return requireUids(snapshot, 1);
    }

    /// The first of so many UIDs that follow each other.
    static long requireUids(MailboxSnapshot snapshot, long count) {
        long uid = snapshot.uidNext().value();
        if (uid + count > Uid.MAX) {
            throw new LimitException("the mailbox has used up its UIDs");
        }
        return uid;
    }
}

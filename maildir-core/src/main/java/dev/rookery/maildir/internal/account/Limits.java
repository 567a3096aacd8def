// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;

/// What a mailbox can hold.
final class Limits {
    static final int KEYWORDS_MAX = 200;
    static final int KEYWORD_CHARS_MAX = 50;

    private Limits() {}

    static void requireRoomForKeywords(MailboxSnapshot snapshot, Flags flags) {
        long more = 0;
        for (String keyword : flags.keywords()) {
            if (keyword.length() > KEYWORD_CHARS_MAX) {
                throw new LimitException(
                        "a keyword has at most " + KEYWORD_CHARS_MAX + " characters");
            }
            more += snapshot.keywords().contains(keyword) ? 0 : 1;
        }
        if (more > 0 && snapshot.keywords().size() + more > KEYWORDS_MAX) {
            throw new LimitException("a mailbox has at most " + KEYWORDS_MAX + " keywords");
        }
    }

    static long requireUid(MailboxSnapshot snapshot) {
        long uid = snapshot.uidNext().value();
        if (uid >= Uid.MAX) {
            throw new LimitException("the mailbox has used up its UIDs");
        }
        return uid;
    }
}

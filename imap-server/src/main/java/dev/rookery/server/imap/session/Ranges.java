// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.PartialRange;

/// Some of many messages, by their place among them. RFC 9394 §3.1.
final class Ranges {
    private Ranges() {}

    static UidSet of(UidSet messages, PartialRange range) {
        long count = messages.size();
        long from = range.fromEnd() ? count - range.greatest() + 1 : range.least();
        long to = range.fromEnd() ? count - range.least() + 1 : range.greatest();
        long first = Math.max(from, 1);
        long last = Math.min(to, count);
        return first > last
                ? UidSet.EMPTY
                : messages.and(UidSet.range(messages.select(first), messages.select(last)));
    }
}

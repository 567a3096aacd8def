// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.search.SearchQuery.When;
import java.time.LocalDate;
import java.util.List;

/// A search key as the client wrote it. RFC 3501 §6.4.4.
public sealed interface SearchKey {
    record All() implements SearchKey {}

    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    record Or(SearchKey left, SearchKey right) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    record Messages(MessageSet set) implements SearchKey {}

    record Flagged(SystemFlag flag) implements SearchKey {}

    record Keyword(String keyword) implements SearchKey {}

    record Recent() implements SearchKey {}

    record Received(When when, LocalDate date) implements SearchKey {}

    record Sent(When when, LocalDate date) implements SearchKey {}

    /// RFC 8514 §4.3.
    record SavedOn(When when, LocalDate date) implements SearchKey {}

    /// Whether the mailbox knows when its messages came.
    record SaveDateSupported() implements SearchKey {}

    /// Arrived at most so long ago. RFC 5032.
    record Younger(long seconds) implements SearchKey {}

    /// Arrived at least so long ago.
    record Older(long seconds) implements SearchKey {}

    /// Changed since, or just then. RFC 7162 §3.1.5.
    record Modified(long modSeq) implements SearchKey {}

    /// RFC 8474 §5.3.
    record EmailId(String id) implements SearchKey {}

    record ThreadId(String id) implements SearchKey {}

    record Larger(long sizeBytes) implements SearchKey {}

    record Smaller(long sizeBytes) implements SearchKey {}

    /// Also BCC, CC, FROM, SUBJECT and TO.
    record Header(String name, String text) implements SearchKey {}

    record Body(String text) implements SearchKey {}

    record Text(String text) implements SearchKey {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.search;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What to look for in a mailbox: the search keys of RFC 9051 §6.4.4, with sequence numbers and
/// session flags already turned into UIDs.
///
/// Text matches as a substring, without case, in the decoded text.
public sealed interface SearchQuery {
    record All() implements SearchQuery {}

    record Not(SearchQuery query) implements SearchQuery {}

    /// All of them; an empty list matches everything.
    record And(List<SearchQuery> queries) implements SearchQuery {
        public And {
            queries = List.copyOf(queries);
        }
    }

    record Or(SearchQuery left, SearchQuery right) implements SearchQuery {}

    record Uids(UidSet uids) implements SearchQuery {}

    record Flag(SystemFlag flag) implements SearchQuery {}

    record Keyword(String keyword) implements SearchQuery {}

    /// INTERNALDATE, in the zone the store was opened with, ignoring time.
    record Received(When when, LocalDate date) implements SearchQuery {}

    /// INTERNALDATE at that moment or later, in whole seconds. RFC 5032.
    record ReceivedSince(Instant moment) implements SearchQuery {}

    /// When the message came into the mailbox, in the zone the store was opened with, ignoring
    /// time. RFC 8514 §4.3. Where nobody knows, INTERNALDATE stands in.
    record Saved(When when, LocalDate date) implements SearchQuery {}

    /// The `Date` field, ignoring time and zone.
    record Sent(When when, LocalDate date) implements SearchQuery {}

    /// RFC822.SIZE greater than `sizeBytes`.
    record Larger(long sizeBytes) implements SearchQuery {}

    /// RFC822.SIZE less than `sizeBytes`.
    record Smaller(long sizeBytes) implements SearchQuery {}

    /// A field of that name contains `text`; an empty text asks only for the field.
    record Header(String name, String text) implements SearchQuery {}

    /// A text part of the body contains `text`.
    record Body(String text) implements SearchQuery {}

    /// The header or a text part of the body contains `text`.
    record Text(String text) implements SearchQuery {}

    /// How a date compares.
    enum When {
        BEFORE,
        ON,
        SINCE
    }
}

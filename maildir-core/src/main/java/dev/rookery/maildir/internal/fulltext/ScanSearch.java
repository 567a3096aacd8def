// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.time.ZoneId;

/// Searches without a text index: what the snapshot knows decides first, and each message whose
/// content matters is opened once, its body read only if its header does not decide.
public final class ScanSearch {
    /// Opens messages.
    @FunctionalInterface
    public interface MessageSource {
        /// @throws MessageExpungedException if there is no such message any more
        MessageView open(Uid uid) throws IOException;
    }

    private final ZoneId zone;

    /// @param zone in which a date of arrival falls on a day
    public ScanSearch(ZoneId zone) {
        this.zone = zone;
    }

    /// Those of `candidates` that match; a message that disappears meanwhile does not.
    public UidSet search(
            SearchQuery query, Snapshot snapshot, UidSet candidates, MessageSource messages)
            throws IOException {
        Scan scan = new Scan(query, new BoundsSearch(snapshot, zone), new ContentQueries(query));
        Bounds bounds = scan.bounds(candidates.and(snapshot.uids()), scan.content.factsOfAll());
        UidSet undecided = bounds.undecided();
        UidSet.Builder found = UidSet.builder();
        for (long place = 1; place <= undecided.size(); place++) {
            Uid uid = undecided.select(place);
            if (scan.matches(uid, messages)) {
                found.add(uid);
            }
        }
        return bounds.sure().or(found.build());
    }

    private record Scan(SearchQuery query, BoundsSearch search, ContentQueries content) {
        Bounds bounds(UidSet among, ContentFacts facts) throws IOException {
            return search.bounds(query, among, facts);
        }

        boolean matches(Uid uid, MessageSource messages) throws IOException {
            try (MessageView message = messages.open(uid)) {
                return matches(UidSet.of(uid), new MessageText(message));
            } catch (MessageExpungedException gone) {
                return false;
            }
        }

        private boolean matches(UidSet message, MessageText text) throws IOException {
            ContentFacts facts = content.factsOfAll();
            content.readHeader(text, facts);
            Bounds byHeader = bounds(message, facts);
            if (byHeader.undecided().isEmpty()) {
                return !byHeader.sure().isEmpty();
            }
            content.readBody(text, facts);
            return !bounds(message, facts).sure().isEmpty();
        }
    }
}

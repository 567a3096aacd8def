// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.FolderCache;
import dev.rookery.maildir.internal.cache.Lane;
import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;

/// Searches without a text index: what the snapshot knows decides first, what the cache knows of
/// headers next, and each message whose content still matters is opened once, its body read only if
/// its header does not decide.
public final class ScanSearch {
    /// Opens messages.
    @FunctionalInterface
    public interface MessageSource {
        /// @throws MessageExpungedException if there is no such message any more
        MessageView open(Uid uid) throws IOException;
    }

    /// Reads what is known of messages without opening them.
    @FunctionalInterface
    public interface KnownFields {
        void scan(UidSet uids, Set<Lane> lanes, FolderCache.Visitor visitor) throws IOException;
    }

    private final ZoneId zone;
    private final SearchProgress progress;

    /// @param zone in which a date of arrival falls on a day
    public ScanSearch(ZoneId zone, SearchProgress progress) {
        this.zone = zone;
        this.progress = progress;
    }

    /// Those of `candidates` that match; a message that disappears meanwhile does not.
    public UidSet search(
            SearchQuery query,
            Snapshot snapshot,
            UidSet candidates,
            KnownFields known,
            MessageSource messages)
            throws IOException {
        Scan scan = new Scan(query, new BoundsSearch(snapshot, zone), new ContentQueries(query));
        Bounds bounds = scan.bounds(candidates.and(snapshot.uids()), scan.content.factsOfAll());
        bounds = scan.narrow(bounds, known);
        UidSet undecided = bounds.undecided();
        UidSet.Builder found = UidSet.builder();
        for (long place = 1; place <= undecided.size(); place++) {
            progress.at(place - 1, undecided.size());
            Uid uid = undecided.select(place);
            if (scan.matches(uid, messages)) {
                found.add(uid);
            }
        }
        return bounds.sure().or(found.build());
    }

    private record Scan(SearchQuery query, BoundsSearch search, ContentQueries content) {
        Bounds bounds(UidSet among, BoundsSearch.Facts facts) throws IOException {
            return search.bounds(query, among, facts);
        }

        Bounds narrow(Bounds bounds, KnownFields known) throws IOException {
            CachedContent cached = new CachedContent(content);
            Bounds narrow = bounds;
            for (Lane lane : cached.lanes()) {
                UidSet undecided = narrow.undecided();
                if (!undecided.isEmpty()) {
                    known.scan(
                            undecided,
                            EnumSet.of(lane),
                            (uid, fields) -> cached.read(uid, lane, fields));
                    narrow = narrow.then(bounds(undecided, cached));
                }
            }
            return narrow;
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

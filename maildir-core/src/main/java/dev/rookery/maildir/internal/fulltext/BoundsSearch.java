// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/// Evaluates a search as far as snapshot and facts go: UIDs, flags, sizes and dates of arrival are
/// known, content is if the facts say so.
///
/// Recursive: the parser of searches bounds their depth (50) and their nodes (1,000).
final class BoundsSearch {
    private final Snapshot snapshot;
    private final ZoneId zone;

    /// What is known of the content of messages.
    @FunctionalInterface
    interface Facts {
        Bounds bounds(SearchQuery query, UidSet among);
    }

    BoundsSearch(Snapshot snapshot, ZoneId zone) {
        this.snapshot = snapshot;
        this.zone = zone;
    }

    Bounds bounds(SearchQuery query, UidSet among, Facts facts) throws IOException {
        return switch (query) {
            case SearchQuery.All _ -> Bounds.exactly(among);
            case SearchQuery.Not(SearchQuery inner) -> bounds(inner, among, facts).not(among);
            case SearchQuery.And(List<SearchQuery> queries) -> all(queries, among, facts);
            case SearchQuery.Or(SearchQuery left, SearchQuery right) ->
                    bounds(left, among, facts).or(bounds(right, among, facts));
            case SearchQuery.Uids(UidSet uids) -> Bounds.exactly(uids.and(among));
            case SearchQuery.Flag(SystemFlag flag) ->
                    Bounds.exactly(snapshot.having(flag).and(among));
            case SearchQuery.Keyword(String keyword) ->
                    Bounds.exactly(snapshot.havingKeyword(keyword).and(among));
            case SearchQuery.Received received -> each(among, uid -> matches(received, uid));
            case SearchQuery.ReceivedSince(Instant moment) ->
                    each(among, uid -> !snapshot.internalDate(uid).isBefore(moment));
            case SearchQuery.Saved saved -> each(among, uid -> matches(saved, uid));
            case SearchQuery.Larger(long size) ->
                    each(among, uid -> snapshot.sizeBytes(uid) > size);
            case SearchQuery.Smaller(long size) ->
                    each(among, uid -> snapshot.sizeBytes(uid) < size);
            case SearchQuery.Sent _, SearchQuery.Header _, SearchQuery.Body _, SearchQuery.Text _ ->
                    facts.bounds(query, among);
        };
    }

    /// Each query looks only at what the ones before it left.
    private Bounds all(List<SearchQuery> queries, UidSet among, Facts facts) throws IOException {
        Bounds all = Bounds.exactly(among);
        for (SearchQuery query : queries) {
            all = all.and(bounds(query, all.possible(), facts));
        }
        return all;
    }

    /// What is asked of one message.
    @FunctionalInterface
    private interface Test {
        boolean matches(Uid uid) throws IOException;
    }

    private static Bounds each(UidSet among, Test test) throws IOException {
        UidSet.Builder matching = UidSet.builder();
        for (Uid uid : among) {
            if (test.matches(uid)) {
                matching.add(uid);
            }
        }
        return Bounds.exactly(matching.build());
    }

    private boolean matches(SearchQuery.Received received, Uid uid) throws IOException {
        LocalDate day = LocalDate.ofInstant(snapshot.internalDate(uid), zone);
        return Days.matches(received.when(), day, received.date());
    }

    private boolean matches(SearchQuery.Saved saved, Uid uid) throws IOException {
        Instant moment = snapshot.saveDate(uid).orElse(snapshot.internalDate(uid));
        return Days.matches(saved.when(), LocalDate.ofInstant(moment, zone), saved.date());
    }
}

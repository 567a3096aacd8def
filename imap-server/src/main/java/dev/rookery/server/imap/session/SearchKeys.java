// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.server.imap.command.SearchKey;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A client's question in terms the mailbox understands, which knows no sequence numbers and no
/// session.
final class SearchKeys {
    private static final SearchQuery NOTHING = new SearchQuery.Uids(UidSet.EMPTY);

    private final Mailbox mailbox;
    private final SessionView view;
    private final Snapshot now;
    private final Instant time;
    private final Map<String, UidSet> byEmailId = new HashMap<>();

    SearchKeys(Selection selection, Snapshot now, Instant time) {
        this.mailbox = selection.mailbox();
        this.view = selection.view();
        this.now = now;
        this.time = time;
    }

    SearchQuery query(SearchKey key) throws IOException {
        Set<String> ids = emailIds(key).collect(Collectors.toSet());
        if (!ids.isEmpty()) {
            findEmailIds(ids);
        }
        return translated(key);
    }

    private SearchQuery translated(SearchKey key) throws IOException {
        return switch (key) {
            case SearchKey.All _ -> new SearchQuery.All();
            case SearchKey.And(var keys) -> new SearchQuery.And(queries(keys));
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    new SearchQuery.Or(translated(left), translated(right));
            case SearchKey.Not(SearchKey not) -> new SearchQuery.Not(translated(not));
            case SearchKey.Messages(var set) -> new SearchQuery.Uids(view.existing(set));
            case SearchKey.Recent _ -> new SearchQuery.Uids(view.recent());
            case SearchKey.Flagged(var flag) -> new SearchQuery.Flag(flag);
            case SearchKey.Keyword(String keyword) -> new SearchQuery.Keyword(keyword);
            case SearchKey.Received(var when, var date) -> new SearchQuery.Received(when, date);
            case SearchKey.Sent(var when, var date) -> new SearchQuery.Sent(when, date);
            case SearchKey.SavedOn(var when, var date) -> new SearchQuery.Saved(when, date);
            case SearchKey.SaveDateSupported _ -> new SearchQuery.All();
            case SearchKey.Younger(long seconds) -> receivedSince(seconds);
            case SearchKey.Older(long seconds) -> new SearchQuery.Not(receivedSince(seconds - 1));
            case SearchKey.Modified(long modSeq) -> new SearchQuery.Uids(modified(modSeq));
            case SearchKey.EmailId(String id) ->
                    new SearchQuery.Uids(byEmailId.getOrDefault(id, UidSet.EMPTY));
            case SearchKey.ThreadId _ -> NOTHING;
            case SearchKey.Larger(long sizeBytes) -> new SearchQuery.Larger(sizeBytes);
            case SearchKey.Smaller(long sizeBytes) -> new SearchQuery.Smaller(sizeBytes);
            case SearchKey.Header(String name, String text) -> new SearchQuery.Header(name, text);
            case SearchKey.Body(String text) -> new SearchQuery.Body(text);
            case SearchKey.Text(String text) -> new SearchQuery.Text(text);
        };
    }

    private List<SearchQuery> queries(List<SearchKey> keys) throws IOException {
        List<SearchQuery> queries = new ArrayList<>(keys.size());
        for (SearchKey key : keys) {
            queries.add(translated(key));
        }
        return queries;
    }

    /// RFC 5032 §3: both ends count.
    private SearchQuery receivedSince(long secondsAgo) {
        return new SearchQuery.ReceivedSince(time.minusSeconds(secondsAgo));
    }

    /// RFC 7162 §3.1.5: that mod-sequence counts, too.
    private UidSet modified(long modSeq) throws IOException {
        return modSeq == 0 ? now.uids() : now.changedSince(new ModSeq(modSeq - 1));
    }

    /// Looks at all messages once, for all of `ids`. Copies have the same, so there may be several.
    private void findEmailIds(Set<String> ids) throws IOException {
        Map<String, UidSet.Builder> found = new HashMap<>();
        ids.forEach(id -> found.put(id, UidSet.builder()));
        for (Uid uid : view.known().and(now.uids())) {
            try {
                UidSet.Builder builder = found.get(ObjectIds.of(uid, mailbox));
                if (builder != null) {
                    builder.add(uid);
                }
            } catch (MessageExpungedException gone) {
                // It is not found.
            }
        }
        found.forEach((id, uids) -> byEmailId.put(id, uids.build()));
    }

    private static Stream<String> emailIds(SearchKey key) {
        return switch (key) {
            case SearchKey.EmailId(String id) -> Stream.of(id);
            case SearchKey.And(var keys) -> keys.stream().flatMap(SearchKeys::emailIds);
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    Stream.concat(emailIds(left), emailIds(right));
            case SearchKey.Not(SearchKey not) -> emailIds(not);
            case SearchKey _ -> Stream.empty();
        };
    }

    /// Whether MODSEQ is among the keys, however deep.
    static boolean asksForModSeq(SearchKey key) {
        return switch (key) {
            case SearchKey.Modified _ -> true;
            case SearchKey.And(var keys) -> keys.stream().anyMatch(SearchKeys::asksForModSeq);
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    asksForModSeq(left) || asksForModSeq(right);
            case SearchKey.Not(SearchKey not) -> asksForModSeq(not);
            case SearchKey _ -> false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.search.SearchQuery;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.SearchKey;
import dev.rookery.server.imap.response.Responses;
import java.io.IOException;

/// SEARCH and UID SEARCH: RFC 3501 §6.4.4.
final class SearchCommand {
    private SearchCommand() {}

    static Outcome run(Command.Search command, Selection selection, Responses out)
            throws IOException {
        if (!command.charsetIsKnown()) {
            String known = String.join(" ", Command.Search.CHARSETS);
            throw Refusal.no("BADCHARSET (" + known + ")", "Not a charset we search in.");
        }
        SessionView view = selection.view();
        Mailbox mailbox = selection.mailbox();
        UidSet candidates = view.known().and(mailbox.snapshot().uids());
        UidSet found = mailbox.search(query(command.key(), view), candidates);
        out.untagged(line -> {
            line.raw("SEARCH");
            for (Uid uid : found) {
                line.raw(" ");
                line.number(command.byUid() ? uid.value() : view.sequenceOf(uid));
            }
        });
        return Outcome.ok("Searched.");
    }

    /// The same question in terms the mailbox understands, which knows no sequence numbers.
    private static SearchQuery query(SearchKey key, SessionView view) {
        return switch (key) {
            case SearchKey.All _ -> new SearchQuery.All();
            case SearchKey.And(var keys) ->
                    new SearchQuery.And(keys.stream().map(each -> query(each, view)).toList());
            case SearchKey.Or(SearchKey left, SearchKey right) ->
                    new SearchQuery.Or(query(left, view), query(right, view));
            case SearchKey.Not(SearchKey not) -> new SearchQuery.Not(query(not, view));
            case SearchKey.Messages(var set) -> new SearchQuery.Uids(view.existing(set));
            case SearchKey.Recent _ -> new SearchQuery.Uids(view.recent());
            case SearchKey.Flagged(var flag) -> new SearchQuery.Flag(flag);
            case SearchKey.Keyword(String keyword) -> new SearchQuery.Keyword(keyword);
            case SearchKey.Received(var when, var date) -> new SearchQuery.Received(when, date);
            case SearchKey.Sent(var when, var date) -> new SearchQuery.Sent(when, date);
            case SearchKey.Larger(long sizeBytes) -> new SearchQuery.Larger(sizeBytes);
            case SearchKey.Smaller(long sizeBytes) -> new SearchQuery.Smaller(sizeBytes);
            case SearchKey.Header(String name, String text) -> new SearchQuery.Header(name, text);
            case SearchKey.Body(String text) -> new SearchQuery.Body(text);
            case SearchKey.Text(String text) -> new SearchQuery.Text(text);
        };
    }
}

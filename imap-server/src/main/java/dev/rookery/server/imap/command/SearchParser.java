// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.search.SearchQuery.When;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/// The keys of SEARCH. RFC 3501 §6.4.4.
///
/// Keys within keys go as deep as lists may; each key counts, so that neither our stack nor the
/// search grows without bound.
final class SearchParser {
    private final Arguments in;
    private int keys;

    SearchParser(Arguments in) {
        this.in = in;
    }

    Command search(Tag tag, boolean byUid) {
        SearchReturn wanted = wanted();
        Optional<String> charset = charset();
        Command.Search unread =
                new Command.Search(tag, wanted, new SearchKey.All(), charset, byUid);
        if (!unread.charsetIsKnown()) {
            in.skipRest();
            return unread;
        }
        return new Command.Search(tag, wanted, allOf(keysUntilEnd()), charset, byUid);
    }

    /// `RETURN (MIN COUNT) `; an empty list means ALL (RFC 4731 §3.1).
    private SearchReturn wanted() {
        int start = in.position();
        if (in.sees('(')
                || in.sees('*')
                || in.sees('$')
                || !in.keyword("a search key").equals("RETURN")) {
            in.backTo(start);
            return SearchReturn.PLAIN;
        }
        Set<SearchReturn.Item> items = EnumSet.noneOf(SearchReturn.Item.class);
        List<PartialRange> ranges = new ArrayList<>();
        in.space().optionalList("a list of results", () -> result(items, ranges));
        in.space();
        if (items.contains(SearchReturn.Item.ALL) && !ranges.isEmpty()) {
            throw in.unknown(start, "either ALL or PARTIAL");
        }
        if (items.isEmpty() && ranges.isEmpty()) {
            items.add(SearchReturn.Item.ALL);
        }
        return new SearchReturn(items, ranges.stream().findFirst());
    }

    private void result(Set<SearchReturn.Item> items, List<PartialRange> ranges) {
        int start = in.position();
        switch (in.keyword("a result")) {
            case "MIN" -> items.add(SearchReturn.Item.MIN);
            case "MAX" -> items.add(SearchReturn.Item.MAX);
            case "ALL" -> items.add(SearchReturn.Item.ALL);
            case "COUNT" -> items.add(SearchReturn.Item.COUNT);
            case "SAVE" -> items.add(SearchReturn.Item.SAVE);
            case "PARTIAL" -> {
                ranges.add(in.space().partialRange());
                if (ranges.size() > 1) {
                    throw in.unknown(start, "PARTIAL once");
                }
            }
            case String _ -> throw in.unknown(start, "a result such as MIN or COUNT");
        }
    }

    private Optional<String> charset() {
        int start = in.position();
        if (in.sees('(')
                || in.sees('*')
                || in.sees('$')
                || !in.keyword("a search key").equals("CHARSET")) {
            in.backTo(start);
            return Optional.empty();
        }
        String name = in.space().astring("a charset").toUpperCase(Locale.ROOT);
        in.space();
        return Optional.of(name);
    }

    private List<SearchKey> keysUntilEnd() {
        List<SearchKey> all = new ArrayList<>();
        do {
            all.add(key());
        } while (!in.seesNoMoreWords() && in.takes(' '));
        return all;
    }

    private static SearchKey allOf(List<SearchKey> keys) {
        return keys.size() == 1 ? keys.getFirst() : new SearchKey.And(keys);
    }

    private SearchKey key() {
        if (++keys > ServerLimits.SEARCH_KEYS_MAX) {
            throw new SyntaxException(
                    "LIMIT", "SEARCH has at most " + ServerLimits.SEARCH_KEYS_MAX + " keys");
        }
        if (in.sees('(')) {
            return allOf(in.list("a search key", this::key));
        }
        if (in.seesDigit() || in.sees('*') || in.sees('$')) {
            return new SearchKey.Messages(in.messages(false));
        }
        return named();
    }

    private SearchKey named() {
        int start = in.position();
        String name = in.keyword("a search key");
        return switch (name) {
            case "ALL" -> new SearchKey.All();
            case "ANSWERED" -> flag(SystemFlag.ANSWERED);
            case "DELETED" -> flag(SystemFlag.DELETED);
            case "DRAFT" -> flag(SystemFlag.DRAFT);
            case "FLAGGED" -> flag(SystemFlag.FLAGGED);
            case "SEEN" -> flag(SystemFlag.SEEN);
            case "UNANSWERED" -> not(flag(SystemFlag.ANSWERED));
            case "UNDELETED" -> not(flag(SystemFlag.DELETED));
            case "UNDRAFT" -> not(flag(SystemFlag.DRAFT));
            case "UNFLAGGED" -> not(flag(SystemFlag.FLAGGED));
            case "UNSEEN" -> not(flag(SystemFlag.SEEN));
            case "KEYWORD" -> new SearchKey.Keyword(keyword());
            case "UNKEYWORD" -> not(new SearchKey.Keyword(keyword()));
            case "RECENT" -> new SearchKey.Recent();
            case "OLD" -> not(new SearchKey.Recent());
            case "NEW" -> allOf(List.of(new SearchKey.Recent(), not(flag(SystemFlag.SEEN))));
            case "BEFORE" -> new SearchKey.Received(When.BEFORE, date());
            case "ON" -> new SearchKey.Received(When.ON, date());
            case "SINCE" -> new SearchKey.Received(When.SINCE, date());
            case "SENTBEFORE" -> new SearchKey.Sent(When.BEFORE, date());
            case "SENTON" -> new SearchKey.Sent(When.ON, date());
            case "SENTSINCE" -> new SearchKey.Sent(When.SINCE, date());
            case "SAVEDBEFORE" -> new SearchKey.SavedOn(When.BEFORE, date());
            case "SAVEDON" -> new SearchKey.SavedOn(When.ON, date());
            case "SAVEDSINCE" -> new SearchKey.SavedOn(When.SINCE, date());
            case "SAVEDATESUPPORTED" -> new SearchKey.SaveDateSupported();
            case "YOUNGER" -> new SearchKey.Younger(interval());
            case "OLDER" -> new SearchKey.Older(interval());
            case "MODSEQ" -> new SearchKey.Modified(modSeq());
            case "UIDAFTER" -> uids(uid -> NumberSet.of(uid + 1, NumberSet.STAR - 1));
            case "UIDBEFORE" -> uids(uid -> NumberSet.of(1, uid - 1));
            case "EMAILID" -> new SearchKey.EmailId(objectId());
            case "THREADID" -> new SearchKey.ThreadId(objectId());
            case "LARGER" -> new SearchKey.Larger(size());
            case "SMALLER" -> new SearchKey.Smaller(size());
            case "BCC", "CC", "FROM", "SUBJECT", "TO" -> new SearchKey.Header(name, text());
            case "HEADER" -> new SearchKey.Header(text(), text());
            case "BODY" -> new SearchKey.Body(text());
            case "TEXT" -> new SearchKey.Text(text());
            case "UID" -> new SearchKey.Messages(in.space().messages(true));
            case "NOT" -> not(operand());
            case "OR" -> new SearchKey.Or(operand(), operand());
            case String _ -> throw in.unknown(start, "a search key");
        };
    }

    private SearchKey operand() {
        in.space();
        in.enter();
        SearchKey key = key();
        in.leave();
        return key;
    }

    private String keyword() {
        return in.space().atom("a keyword");
    }

    private String text() {
        return in.space().astring("a text");
    }

    private long size() {
        return in.space().number(Long.MAX_VALUE, "a size");
    }

    /// RFC 5032 §3.
    private long interval() {
        return in.space().positive(Arguments.NUMBER_MAX, "an interval in seconds");
    }

    /// What is said of one flag holds for the message: its flags have one mod-sequence. RFC 7162
    /// §3.1.5.
    private long modSeq() {
        if (in.space().sees('"')) {
            int start = in.position();
            if (!in.string("an entry").startsWith("/flags/")) {
                throw in.unknown(start, "an entry such as \"/flags/\\\\seen\"");
            }
            int type = in.space().position();
            if (!Set.of("PRIV", "SHARED", "ALL").contains(in.keyword("priv, shared or all"))) {
                throw in.unknown(type, "priv, shared or all");
            }
            in.space();
        }
        return in.modSeq(0).value();
    }

    /// RFC 9738 §3.2: no `*`, and none that wraps around.
    private SearchKey uids(LongFunction<NumberSet> beyond) {
        long uid = in.space().positive(Arguments.NUMBER_MAX, "a UID");
        NumberSet numbers = beyond.apply(uid);
        return numbers.isOrdered()
                ? new SearchKey.Messages(new MessageSet.ByUid(numbers))
                : not(new SearchKey.All());
    }

    /// RFC 8474 §7.
    private String objectId() {
        return in.space().run(SearchParser::isOfObjectId, "an identifier");
    }

    private static boolean isOfObjectId(int c) {
        return c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
    }

    private LocalDate date() {
        return new DateParser(in.space()).date();
    }

    private static SearchKey flag(SystemFlag flag) {
        return new SearchKey.Flagged(flag);
    }

    private static SearchKey not(SearchKey key) {
        return new SearchKey.Not(key);
    }
}

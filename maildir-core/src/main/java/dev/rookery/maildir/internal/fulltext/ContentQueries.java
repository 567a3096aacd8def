// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The queries within one search that need a message's content. However many there are, header and
/// body are read once for all of them.
///
/// Recursive: the parser of searches bounds their depth (50) and their nodes (1,000).
final class ContentQueries {
    private final List<SearchQuery.Sent> dates = new ArrayList<>();
    private final Map<SearchQuery.Header, WantedText> fields = new LinkedHashMap<>();
    private final Map<SearchQuery, WantedText> texts = new LinkedHashMap<>();
    private final Map<SearchQuery, WantedText> bodies = new LinkedHashMap<>();

    ContentQueries(SearchQuery query) {
        collect(query);
    }

    private void collect(SearchQuery query) {
        switch (query) {
            case SearchQuery.Not(SearchQuery inner) -> collect(inner);
            case SearchQuery.And(List<SearchQuery> queries) -> queries.forEach(this::collect);
            case SearchQuery.Or(SearchQuery left, SearchQuery right) -> {
                collect(left);
                collect(right);
            }
            case SearchQuery.Sent date -> dates.add(date);
            case SearchQuery.Header(_, String text) ->
                    fields.put((SearchQuery.Header) query, new WantedText(text));
            case SearchQuery.Text(String text) -> texts.put(query, new WantedText(text));
            case SearchQuery.Body(String text) -> bodies.put(query, new WantedText(text));
            case SearchQuery.All _,
                    SearchQuery.Uids _,
                    SearchQuery.Flag _,
                    SearchQuery.Keyword _,
                    SearchQuery.Received _,
                    SearchQuery.ReceivedSince _,
                    SearchQuery.Saved _,
                    SearchQuery.Larger _,
                    SearchQuery.Smaller _ -> {}
        }
    }

    /// What holds for every message: each contains the empty text.
    ContentFacts factsOfAll() {
        ContentFacts facts = new ContentFacts();
        for (Map<SearchQuery, WantedText> queries : List.of(texts, bodies)) {
            queries.forEach((query, wanted) -> {
                if (wanted.isEmpty()) {
                    facts.put(query, true);
                }
            });
        }
        return facts;
    }

    List<SearchQuery.Sent> dates() {
        return dates;
    }

    Map<SearchQuery.Header, WantedText> fields() {
        return fields;
    }

    Map<SearchQuery, WantedText> texts() {
        return texts;
    }

    /// Learns from the header all that it can tell; of a text not found there, nothing.
    void readHeader(MessageText message, ContentFacts facts) throws IOException {
        HeaderReading reading = new HeaderReading(dates, fields, texts);
        message.header(reading);
        reading.tell(facts);
    }

    /// Learns from the body what is not known yet.
    void readBody(MessageText message, ContentFacts facts) throws IOException {
        BodyReading reading = new BodyReading();
        texts.forEach((query, wanted) -> reading.look(query, wanted, facts));
        bodies.forEach((query, wanted) -> reading.look(query, wanted, facts));
        message.body(reading);
        reading.tell(facts);
    }
}

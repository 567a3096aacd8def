// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.search.SearchQuery;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one header for all queries about it. Of several `Date` fields the last counts, as in the
/// envelope.
final class HeaderReading implements MessageText.FieldVisitor {
    private final List<SearchQuery.Sent> dates;
    private final Map<SearchQuery.Header, WantedText> fields;
    private final Map<SearchQuery, WantedText> texts;
    private final Set<SearchQuery> found = new HashSet<>();
    private Optional<LocalDate> sent = Optional.empty();

    HeaderReading(
            List<SearchQuery.Sent> dates,
            Map<SearchQuery.Header, WantedText> fields,
            Map<SearchQuery, WantedText> texts) {
        this.dates = dates;
        this.fields = fields;
        this.texts = texts;
    }

    @Override
    public void field(String name, String value) {
        if (name.equalsIgnoreCase("date")) {
            sent = SentDate.parse(value);
        }
        fields.forEach((query, wanted) -> {
            if (query.name().equalsIgnoreCase(name)) {
                look(query, wanted, value);
            }
        });
        texts.forEach((query, wanted) -> look(query, wanted, name + ": " + value));
    }

    private void look(SearchQuery query, WantedText wanted, String text) {
        if (!found.contains(query) && wanted.isIn(text)) {
            found.add(query);
        }
    }

    void tell(ContentFacts facts) {
        dates.forEach(query -> facts.put(query, Days.matches(query, sent)));
        fields.keySet().forEach(query -> facts.put(query, found.contains(query)));
        texts.keySet().stream().filter(found::contains).forEach(query -> facts.put(query, true));
    }
}

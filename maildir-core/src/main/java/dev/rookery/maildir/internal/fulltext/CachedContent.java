// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.cache.CachedFields;
import dev.rookery.maildir.internal.cache.Field;
import dev.rookery.maildir.internal.cache.Lane;
import dev.rookery.maildir.internal.mime.Column;
import dev.rookery.maildir.internal.mime.Columns;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.internal.mime.MessageView;
import dev.rookery.maildir.internal.mime.SentTime;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the cache tells of the headers of many messages: dates and the common fields from their
/// columns, the rest from the raw header.
final class CachedContent implements BoundsSearch.Facts {
    private final ContentFacts ofAll;
    private final List<SearchQuery.Sent> dates;
    private final Map<SearchQuery.Header, InColumn> columns = new LinkedHashMap<>();
    private final Map<SearchQuery.Header, WantedText> fields = new LinkedHashMap<>();
    private final Map<SearchQuery, WantedText> anywhere;
    private final Map<SearchQuery, Answers> answers = new HashMap<>();

    private record InColumn(Column column, WantedText text) {}

    /// The answers to one query.
    private static final class Answers {
        final UidSet.Builder matching = UidSet.builder();
        final UidSet.Builder others = UidSet.builder();

        Bounds bounds(UidSet among) {
            return new Bounds(among.and(matching.build()), among.minus(others.build()));
        }
    }

    CachedContent(ContentQueries content) {
        ofAll = content.factsOfAll();
        dates = content.dates();
        anywhere = content.texts();
        content.fields()
                .forEach((query, wanted) -> {
                    Optional<Column> column = column(query.name());
                    // A column holds its values with the separator between them.
                    if (column.isPresent() && !wanted.has(Columns.SEPARATOR)) {
                        columns.put(query, new InColumn(column.get(), wanted));
                    } else {
                        fields.put(query, wanted);
                    }
                });
    }

    private static Optional<Column> column(String name) {
        for (Column column : Column.values()) {
            if (column.fieldName().equalsIgnoreCase(name)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /// What to read of the cache, the cheapest first.
    List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        if (!dates.isEmpty() || !columns.isEmpty()) {
            lanes.add(Lane.COLUMNS);
        }
        if (!fields.isEmpty() || !anywhere.isEmpty()) {
            lanes.add(Lane.HEADER);
        }
        return lanes;
    }

    /// Learns what that lane tells of a message, if it is known.
    void read(Uid uid, Lane lane, CachedFields known) throws IOException {
        switch (lane) {
            case COLUMNS -> readColumns(uid, known);
            case HEADER -> readHeader(uid, known);
            case STRUCTURE -> {}
        }
    }

    private void readColumns(Uid uid, CachedFields known) {
        if (!known.knows(Lane.COLUMNS)) {
            return;
        }
        if (!dates.isEmpty()) {
            Optional<LocalDate> sent = known.sent().map(SentTime::day);
            dates.forEach(query -> answer(query, uid, Days.matches(query, sent)));
        }
        columns.forEach((query, wanted) -> {
            Optional<String> value = known.column(wanted.column());
            answer(query, uid, value.isPresent() && wanted.text().isIn(value.get()));
        });
    }

    private void readHeader(Uid uid, CachedFields known) throws IOException {
        Optional<byte[]> header = known.bytes(Field.HEADER);
        if (header.isEmpty()) {
            return;
        }
        HeaderReading reading = new HeaderReading(List.of(), fields, anywhere);
        MessageBytes bytes = MessageBytes.of(header.get(), 0, header.get().length);
        try (MessageView message = new MessageView(uid, bytes, () -> {})) {
            new MessageText(message).header(reading);
        }
        ContentFacts found = new ContentFacts();
        reading.tell(found);
        found.forEach((query, matches) -> answer(query, uid, matches));
    }

    private void answer(SearchQuery query, Uid uid, boolean matches) {
        Answers sides = answers.computeIfAbsent(query, _ -> new Answers());
        (matches ? sides.matching : sides.others).add(uid);
    }

    @Override
    public Bounds bounds(SearchQuery query, UidSet among) {
        Answers known = answers.get(query);
        return known == null ? ofAll.bounds(query, among) : known.bounds(among);
    }
}

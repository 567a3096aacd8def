// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Reads the texts of one body for all queries about it, until all are found. Holds a buffer of
/// text, never a whole part.
final class BodyReading implements MessageText.TextVisitor {
    private static final int BUFFER_CHARS = 8_192;

    private final Map<SearchQuery, WantedText.Finder> inContent = new HashMap<>();
    private final Map<SearchQuery, WantedText.Finder> anywhere = new HashMap<>();
    private WantedText.Finder[] looking = {};

    /// Looks for a text in content; [SearchQuery.Text] also looks in the headers of parts.
    void look(SearchQuery query, WantedText wanted, ContentFacts facts) {
        if (!facts.knows(query)) {
            (query instanceof SearchQuery.Text ? anywhere : inContent).put(query, wanted.finder());
        }
    }

    @Override
    public boolean text(MessageText.Place place, Reader text) throws IOException {
        looking = lookingIn(place);
        read(text);
        return isOpen(lookingIn(MessageText.Place.CONTENT));
    }

    private WantedText.Finder[] lookingIn(MessageText.Place place) {
        Stream<WantedText.Finder> finders =
                switch (place) {
                    case PART_HEADER -> anywhere.values().stream();
                    case CONTENT ->
                            Stream.concat(anywhere.values().stream(), inContent.values().stream());
                };
        return finders.toArray(WantedText.Finder[]::new);
    }

    private void read(Reader text) throws IOException {
        for (WantedText.Finder finder : looking) {
            finder.startText();
        }
        char[] buffer = new char[BUFFER_CHARS];
        int kept = 0;
        while (isOpen(looking)) {
            int read = text.read(buffer, kept, buffer.length - kept);
            if (read < 0) {
                accept(buffer, kept);
                return;
            }
            int filled = kept + read;
            kept = Character.isHighSurrogate(buffer[filled - 1]) ? 1 : 0;
            accept(buffer, filled - kept);
            buffer[0] = buffer[filled - 1];
        }
    }

    private void accept(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text[i];
            boolean pair = Character.isHighSurrogate(c) && i + 1 < length;
            CaseMap.map(pair ? Character.codePointAt(text, i++, length) : c, this::accept);
        }
    }

    private void accept(char mapped) {
        for (WantedText.Finder finder : looking) {
            finder.accept(mapped);
        }
    }

    private static boolean isOpen(WantedText.Finder[] finders) {
        for (WantedText.Finder finder : finders) {
            if (!finder.isFound()) {
                return true;
            }
        }
        return false;
    }

    void tell(ContentFacts facts) {
        inContent.forEach((query, finder) -> facts.put(query, finder.isFound()));
        anywhere.forEach((query, finder) -> facts.put(query, finder.isFound()));
    }
}

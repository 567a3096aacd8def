// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.internal.mime.MessageText;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.Map;

/// Reads the texts of one body for all queries about it, until all are found. Holds a buffer of
/// text, never a whole part.
final class BodyReading implements MessageText.TextVisitor {
    private static final int BUFFER_CHARS = 8_192;

    private final Map<SearchQuery, WantedText.Finder> finders = new HashMap<>();
    private WantedText.Finder[] looking = {};

    void look(SearchQuery query, WantedText wanted, ContentFacts facts) {
        if (!facts.knows(query)) {
            finders.put(query, wanted.finder());
        }
    }

    @Override
    public boolean text(Reader text) throws IOException {
        looking = finders.values().toArray(WantedText.Finder[]::new);
        for (WantedText.Finder finder : looking) {
            finder.startText();
        }
        char[] buffer = new char[BUFFER_CHARS];
        int kept = 0;
        boolean open = isOpen();
        while (open) {
            int read = text.read(buffer, kept, buffer.length - kept);
            if (read < 0) {
                accept(buffer, kept);
                return isOpen();
            }
            int filled = kept + read;
            kept = Character.isHighSurrogate(buffer[filled - 1]) ? 1 : 0;
            accept(buffer, filled - kept);
            buffer[0] = buffer[filled - 1];
            open = isOpen();
        }
        return false;
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

    private boolean isOpen() {
        for (WantedText.Finder finder : looking) {
            if (!finder.isFound()) {
                return true;
            }
        }
        return false;
    }

    void tell(ContentFacts facts) {
        finders.forEach((query, finder) -> facts.put(query, finder.isFound()));
    }
}

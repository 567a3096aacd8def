// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Section;
import dev.rookery.server.imap.command.FetchItem.BodySection;
import dev.rookery.server.imap.command.FetchItem.Partial;
import dev.rookery.server.imap.command.FetchItem.Rfc822;
import dev.rookery.server.imap.wire.Characters;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The data items of FETCH: `fetch-att`, `section`, and the three macros. RFC 3501 §6.4.5 and §9.
final class FetchParser {
    private static final List<FetchItem> FAST =
            List.of(
                    new FetchItem.FlagList(),
                    new FetchItem.InternalDate(),
                    new FetchItem.Rfc822Size());

    private final Arguments in;

    FetchParser(Arguments in) {
        this.in = in;
    }

    /// A macro, an item, or a list of items; each item once.
    List<FetchItem> items() {
        if (in.sees('(')) {
            return list();
        }
        String word = word();
        return switch (word) {
            case "FAST" -> FAST;
            case "ALL" -> with(FAST, new FetchItem.Envelope());
            case "FULL" -> with(with(FAST, new FetchItem.Envelope()), new FetchItem.Body());
            case String _ -> List.of(item(word));
        };
    }

    /// Items in parentheses, each once.
    List<FetchItem> list() {
        Set<FetchItem> items = new LinkedHashSet<>();
        in.list("a list of items", () -> take(items));
        return List.copyOf(items);
    }

    /// Refused at once, not at the end: the hash codes of all could be the same.
    private void take(Set<FetchItem> items) {
        items.add(item(word()));
        if (items.size() > ServerLimits.FETCH_ITEMS_MAX) {
            throw new SyntaxException(
                    "LIMIT", "FETCH has at most " + ServerLimits.FETCH_ITEMS_MAX + " items");
        }
    }

    private FetchItem item(String word) {
        return switch (word) {
            case "ENVELOPE" -> new FetchItem.Envelope();
            case "FLAGS" -> new FetchItem.FlagList();
            case "INTERNALDATE" -> new FetchItem.InternalDate();
            case "RFC822.SIZE" -> new FetchItem.Rfc822Size();
            case "UID" -> new FetchItem.UidNumber();
            case "BODYSTRUCTURE" -> new FetchItem.BodyStructure();
            case "BODY" -> in.sees('[') ? bodySection(false) : new FetchItem.Body();
            case "BODY.PEEK" -> bodySection(true);
            case "MODSEQ" -> new FetchItem.ModSeqNumber();
            case "EMAILID" -> new FetchItem.EmailId();
            case "THREADID" -> new FetchItem.ThreadId();
            case "SAVEDATE" -> new FetchItem.SaveDate();
            case "PREVIEW" -> new FetchItem.Preview(lazy());
            case "BINARY" -> binary(false);
            case "BINARY.PEEK" -> binary(true);
            case "BINARY.SIZE" -> new FetchItem.BinarySize(binaryPart());
            case "RFC822" -> new Rfc822(Rfc822.Part.WHOLE);
            case "RFC822.HEADER" -> new Rfc822(Rfc822.Part.HEADER);
            case "RFC822.TEXT" -> new Rfc822(Rfc822.Part.TEXT);
            case String _ -> throw in.unknown(in.position() - word.length(), "an item of FETCH");
        };
    }

    private BodySection bodySection(boolean peek) {
        in.require('[');
        Section section = section();
        in.require(']');
        Optional<Partial> partial = in.takes('<') ? Optional.of(partial()) : Optional.empty();
        return new BodySection(section, peek, partial);
    }

    /// ` (LAZY)` behind PREVIEW; other words in parentheses modify the command.
    private boolean lazy() {
        int start = in.position();
        if (!in.takes(' ') || !in.takes('(') || !in.seesWord("LAZY")) {
            in.backTo(start);
            return false;
        }
        in.keyword("LAZY");
        in.require(')');
        return true;
    }

    private FetchItem binary(boolean peek) {
        List<Integer> part = binaryPart();
        Optional<Partial> partial = in.takes('<') ? Optional.of(partial()) : Optional.empty();
        return new FetchItem.Binary(part, peek, partial);
    }

    private List<Integer> binaryPart() {
        in.require('[');
        List<Integer> part = new ArrayList<>();
        if (!in.sees(']')) {
            do {
                part.add(partNumber());
            } while (in.takes('.'));
        }
        in.require(']');
        return part;
    }

    /// A section and nothing else.
    Section wholeSection() {
        Section section = in.isAtEnd() ? Section.WHOLE : section();
        in.endOfCommand();
        return section;
    }

    private Section section() {
        List<Integer> part = new ArrayList<>();
        boolean more = !in.sees(']');
        while (more && in.seesDigit()) {
            part.add(partNumber());
            more = in.takes('.');
        }
        return new Section(part, more ? text(!part.isEmpty()) : new Section.Content());
    }

    private Section.Text text(boolean ofPart) {
        int start = in.position();
        return switch (word()) {
            case "HEADER" -> new Section.Header();
            case "TEXT" -> new Section.BodyText();
            case "HEADER.FIELDS" -> new Section.HeaderFields(fieldNames(), false);
            case "HEADER.FIELDS.NOT" -> new Section.HeaderFields(fieldNames(), true);
            case String mime when ofPart && mime.equals("MIME") -> new Section.Mime();
            case String _ -> throw in.unknown(start, "a section");
        };
    }

    private List<String> fieldNames() {
        return in.space().list("a list of field names", this::fieldName);
    }

    private String fieldName() {
        int start = in.position();
        String name = in.astring("a field name");
        if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
            throw in.unknown(start, "a field name");
        }
        return name;
    }

    private int partNumber() {
        return (int) in.positive(Integer.MAX_VALUE, "a part number from 1");
    }

    private Partial partial() {
        long offset = in.number(Long.MAX_VALUE, "an offset");
        in.require('.');
        long length = in.positive(Long.MAX_VALUE, "a length from 1");
        in.require('>');
        return new Partial(offset, length);
    }

    private String word() {
        return in.run(Characters::isWord, "an item of FETCH").toUpperCase(Locale.ROOT);
    }

    private static List<FetchItem> with(List<FetchItem> items, FetchItem another) {
        List<FetchItem> more = new ArrayList<>(items);
        more.add(another);
        return List.copyOf(more);
    }
}

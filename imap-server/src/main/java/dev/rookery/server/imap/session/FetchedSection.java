// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.Section;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.command.FetchItem.Partial;
import dev.rookery.server.imap.response.ResponseEncoder;
import dev.rookery.server.imap.response.Responses.Data;
import dev.rookery.server.imap.response.Responses.DataWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Bytes of messages as FETCH shows them: `BODY[section]<origin>` or an old name, and a literal.
/// What is the same for all messages of a command is made once.
final class FetchedSection {
    private final Section section;
    private final Optional<Partial> partial;
    private final byte[] label;

    private FetchedSection(Section section, Optional<Partial> partial, byte[] label) {
        this.section = section;
        this.partial = partial;
        this.label = label;
    }

    static FetchedSection of(FetchItem.BodySection item) throws IOException {
        Data label =
                line -> {
                    line.raw("BODY[");
                    name(item.section(), line);
                    line.raw("]");
                    if (item.partial().isPresent()) {
                        line.raw("<").number(item.partial().get().offsetBytes()).raw(">");
                    }
                    line.raw(" ");
                };
        return new FetchedSection(item.section(), item.partial(), ResponseEncoder.bytesOf(label));
    }

    static FetchedSection of(FetchItem.Rfc822 item) throws IOException {
        Section section =
                switch (item.part()) {
                    case WHOLE -> Section.WHOLE;
                    case HEADER -> new Section(List.of(), new Section.Header());
                    case TEXT -> new Section(List.of(), new Section.BodyText());
                };
        String name =
                switch (item.part()) {
                    case WHOLE -> "RFC822 ";
                    case HEADER -> "RFC822.HEADER ";
                    case TEXT -> "RFC822.TEXT ";
                };
        return new FetchedSection(
                section, Optional.empty(), ResponseEncoder.bytesOf(line -> line.raw(name)));
    }

    Data in(LateMessage message) throws IOException {
        Optional<Message.Content> content = message.open().section(section);
        return line -> {
            line.raw(label);
            bytes(content, partial, line);
        };
    }

    private static void bytes(
            Optional<Message.Content> content, Optional<Partial> partial, DataWriter line)
            throws IOException {
        if (content.isEmpty()) {
            line.raw("NIL");
            return;
        }
        long sizeBytes = content.get().sizeBytes();
        long from = Math.min(partial.map(Partial::offsetBytes).orElse(0L), sizeBytes);
        long length = partial.map(Partial::lengthBytes).orElse(sizeBytes);
        line.literal(content.get(), from, Math.min(length, sizeBytes - from));
    }

    /// `1.2`, as clients write the number of a part.
    static String number(List<Integer> part) {
        return part.stream().map(String::valueOf).collect(Collectors.joining("."));
    }

    /// RFC 3501 §9, `section-spec`.
    private static void name(Section section, DataWriter line) throws IOException {
        String part = number(section.part());
        String dot = part.isEmpty() ? "" : ".";
        line.raw(part);
        switch (section.text()) {
            case Section.Content _ -> {}
            case Section.Header _ -> line.raw(dot + "HEADER");
            case Section.BodyText _ -> line.raw(dot + "TEXT");
            case Section.Mime _ -> line.raw(dot + "MIME");
            case Section.HeaderFields(List<String> names, boolean not) -> {
                line.raw(dot + (not ? "HEADER.FIELDS.NOT (" : "HEADER.FIELDS ("));
                String space = "";
                for (String name : names) {
                    line.raw(space).string(name);
                    space = " ";
                }
                line.raw(")");
            }
        }
    }
}

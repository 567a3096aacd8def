// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a person reads in a message, decoded: for searching, not for showing.
public final class MessageText {
    /// Receives the fields of a header in their order, decoded.
    @FunctionalInterface
    public interface FieldVisitor {
        void field(String name, String value);
    }

    /// Receives the texts of a body one by one.
    @FunctionalInterface
    public interface TextVisitor {
        /// @return whether there is a wish for more
        boolean text(Reader text) throws IOException;
    }

    private final MessageView message;

    public MessageText(MessageView message) {
        this.message = message;
    }

    /// The header of the message.
    public void header(FieldVisitor visitor) throws IOException {
        message.readHeader(decoding(visitor));
    }

    private static HeaderBlock.FieldSink decoding(FieldVisitor visitor) {
        return (name, value) -> visitor.field(name, Decoding.field(value));
    }

    /// The text parts of the body, and the headers of messages in it.
    public void body(TextVisitor visitor) throws IOException {
        Deque<Part> open = new ArrayDeque<>();
        open.push(message.structure());
        while (!open.isEmpty()) {
            Part part = open.pop();
            part.children().reversed().forEach(open::push);
            if (!text(part, visitor)) {
                return;
            }
        }
    }

    private boolean text(Part part, TextVisitor visitor) throws IOException {
        boolean more = true;
        if (part.kind() == Part.Kind.MESSAGE) {
            Part inner = part.children().getFirst();
            StringBuilder header = new StringBuilder();
            message.readHeader(
                    inner.header(), decoding((name, value) -> append(header, name, value)));
            more = visitor.text(new StringReader(header.toString()));
        }
        if (part.kind() == Part.Kind.LEAF && part.mime().isText()) {
            try (Reader text = Decoding.text(message.read(part.body()), part.mime())) {
                more = visitor.text(text);
            }
        }
        return more;
    }

    private static void append(StringBuilder header, String name, String value) {
        header.append(name).append(": ").append(value).append('\n');
    }
}

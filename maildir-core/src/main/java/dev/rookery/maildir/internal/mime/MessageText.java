// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What a person reads in a message, decoded: for searching, not for showing.
public final class MessageText {
    /// Receives the fields of a header in their order, decoded.
    @FunctionalInterface
    public interface FieldVisitor {
        void field(String name, String value);
    }

    /// Where in a body a text stands.
    public enum Place {
        /// The header of a part: its types and file names.
        PART_HEADER,
        /// A text part, or the header of a message in a part.
        CONTENT
    }

    /// Receives the texts of a body one by one.
    @FunctionalInterface
    public interface TextVisitor {
        /// @return whether there is a wish for more
        boolean text(Place place, Reader text) throws IOException;
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

    /// The texts of the body, in their order.
    public void body(TextVisitor visitor) throws IOException {
        Deque<Part> open = new ArrayDeque<>();
        open.push(message.structure());
        boolean more = true;
        while (more && !open.isEmpty()) {
            Part part = open.pop();
            more = texts(part, visitor);
            for (Part child : part.children().reversed()) {
                open.push(child);
            }
        }
    }

    private boolean texts(Part part, TextVisitor visitor) throws IOException {
        return switch (part.kind()) {
            case MULTIPART -> headers(part.children(), Place.PART_HEADER, visitor);
            case MESSAGE -> headers(part.children(), Place.CONTENT, visitor);
            case LEAF -> !part.mime().isText() || content(part, visitor);
            case OPAQUE -> true;
        };
    }

    private boolean headers(List<Part> parts, Place place, TextVisitor visitor) throws IOException {
        for (Part part : parts) {
            StringBuilder header = new StringBuilder();
            message.readHeader(
                    part.header(), decoding((name, value) -> append(header, name, value)));
            if (!visitor.text(place, new StringReader(header.toString()))) {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder header, String name, String value) {
        header.append(name).append(": ").append(value).append('\n');
    }

    private boolean content(Part part, TextVisitor visitor) throws IOException {
        try (Reader text = Decoding.text(message.read(part.body()), part.mime())) {
            return visitor.text(Place.CONTENT, text);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the parts of a message lie, so that a section of it can be read without looking for it.
///
/// As bytes it is a list of numbers, seven bits each byte, the lower ones first, the eighth bit set
/// where more follow. For each part, itself before its children: its kind and four times the number
/// of children; how far its header begins behind the end of what is before it (the parent's header
/// or the last sibling), how long header and body are: each as stored, and then how much longer in
/// the CRLF form. The body's length is that without its children.
public final class Outline {
    /// Of a message with more parts than this none is kept.
    public static final int PARTS_MAX = 1_000;

    private static final List<Part.Kind> KINDS =
            List.of(Part.Kind.LEAF, Part.Kind.MULTIPART, Part.Kind.MESSAGE, Part.Kind.OPAQUE);
    private static final int SEVEN_BITS = 0x7f;

    private final Part message;

    private Outline(Part message) {
        this.message = message;
    }

    /// Nothing if there are too many parts.
    static Optional<Outline> of(Part message) {
        return count(message, 0) > PARTS_MAX ? Optional.empty() : Optional.of(new Outline(message));
    }

    private static int count(Part part, int before) {
        int count = before + 1;
        for (Part child : part.children()) {
            count = count > PARTS_MAX ? count : count(child, count);
        }
        return count;
    }

    Part message() {
        return message;
    }

    /// The bytes of the message as stored.
    public long storedBytes() {
        return message.body().end().stored();
    }

    public byte[] bytes() {
        Writer writer = new Writer();
        writer.part(message, Position.START);
        return writer.out.toByteArray();
    }

    /// @throws IllegalArgumentException if they are not an outline's bytes
    public static Outline read(byte[] bytes) {
        Reader reader = new Reader(bytes);
        Part message = reader.part(Position.START, 1);
        if (reader.at != bytes.length) {
            throw new IllegalArgumentException("bytes behind the outline");
        }
        return new Outline(message);
    }

    private static final class Writer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(16);

        void part(Part part, Position before) {
            number(4L * part.children().size() + KINDS.indexOf(part.kind()));
            step(before, part.header().start());
            step(part.header().start(), part.header().end());
            Position at = part.body().start();
            for (Part child : part.children()) {
                part(child, at);
                at = child.body().end();
            }
            step(at, part.body().end());
        }

        private void step(Position from, Position to) {
            long stored = to.stored() - from.stored();
            number(stored);
            number(to.crlf() - from.crlf() - stored);
        }

        private void number(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("parts overlap");
            }
            long left = value;
            while (left > SEVEN_BITS) {
                out.write((int) ((left & SEVEN_BITS) | (SEVEN_BITS + 1)));
                left >>>= 7;
            }
            out.write((int) left);
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;
        private int parts;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        Part part(Position before, int depth) {
            long first = number();
            if (++parts > PARTS_MAX || depth > Limits.DEFAULT.depth() + 1 || first < 0) {
                throw new IllegalArgumentException("too many parts");
            }
            Position start = step(before);
            Position bodyStart = step(start);
            Position end = bodyStart;
            List<Part> children = new ArrayList<>();
            for (long left = first >>> 2; left > 0; left--) {
                Part child = part(end, depth + 1);
                children.add(child);
                end = child.body().end();
            }
            return new Part(
                    KINDS.get((int) (first & 3)),
                    new Extent(start, bodyStart),
                    new Extent(bodyStart, step(end)),
                    MimeFields.NONE,
                    children,
                    null);
        }

        private Position step(Position from) {
            long stored = number();
            long more = number();
            return new Position(from.stored() + stored, from.crlf() + stored + more, 0);
        }

        private long number() {
            long value = 0;
            for (int shift = 0; at < bytes.length && shift < Long.SIZE; shift += 7) {
                byte next = bytes[at++];
                value |= (long) (next & SEVEN_BITS) << shift;
                if (next >= 0) {
                    return value;
                }
            }
            throw new IllegalArgumentException("outline ends early");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// The header of a message, held in memory in its CRLF form with the empty line behind it, if there
/// is one.
public final class HeaderBytes {
    /// One command asks the same of many messages.
    private static volatile Asked lastAsked = new Asked(List.of());

    private final byte[] bytes;

    /// The same names, in the form in which they are looked for.
    private record Asked(List<String> names, FieldNames fields) {
        Asked(List<String> names) {
            this(List.copyOf(names), new FieldNames(names));
        }
    }

    public HeaderBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// All of it.
    public Message.Content whole() {
        return new ArrayContent(bytes, bytes.length);
    }

    /// The chosen fields, as [FieldsContent] gives them.
    ///
    /// @param not choose the fields whose names are not among `names`
    public Message.Content fields(List<String> names, boolean not) {
        return fields(asked(names), not);
    }

    @SuppressWarnings("ReferenceEquality") // one command asks with one list
    private static FieldNames asked(List<String> names) {
        Asked last = lastAsked;
        if (last.names() != names) {
            last = new Asked(names);
            lastAsked = last;
        }
        return last.fields();
    }

    private Message.Content fields(FieldNames names, boolean not) {
        byte[] out = new byte[bytes.length];
        int size = 0;
        boolean chosen = not;
        int start = 0;
        while (start < bytes.length) {
            int next = lineEnd(start);
            boolean empty = isEmptyLine(start);
            if (!empty && bytes[start] != ' ' && bytes[start] != '\t') {
                chosen = names.matchLine(bytes, start, next) != not;
            }
            if (chosen || empty) {
                System.arraycopy(bytes, start, out, size, next - start);
                size += next - start;
            }
            start = next;
        }
        return new ArrayContent(out, size);
    }

    private boolean isEmptyLine(int at) {
        return bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n';
    }

    private int lineEnd(int from) {
        int lineFeed = ByteSearch.indexOf((byte) '\n', bytes, from, bytes.length);
        return Math.min(lineFeed + 1, bytes.length);
    }

    private static final class ArrayContent implements Message.Content {
        private final byte[] bytes;
        private final int size;

        ArrayContent(byte[] bytes, int size) {
            this.bytes = bytes;
            this.size = size;
        }

        @Override
        public long sizeBytes() {
            return size;
        }

        @Override
        public void writeTo(OutputStream out, long offsetBytes, long lengthBytes)
                throws IOException {
            int from = (int) Math.min(offsetBytes, size);
            out.write(bytes, from, (int) Math.min(lengthBytes, size - from));
        }
    }
}

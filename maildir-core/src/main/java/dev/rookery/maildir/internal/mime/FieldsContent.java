// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// The chosen fields of a header, as sent and in their order, with an empty line behind them; read
/// anew for each use, so that a header of any size costs no memory.
final class FieldsContent implements Message.Content {
    private static final byte[] CRLF = {'\r', '\n'};

    private final MessageBytes bytes;
    private final Extent header;
    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean not;
    private final long sizeBytes;

    /// @param not choose the fields whose names are not among `names`
    FieldsContent(MessageBytes bytes, Extent header, Iterable<String> names, boolean not)
            throws IOException {
        this.bytes = bytes;
        this.header = header;
        names.forEach(this.names::add);
        this.not = not;
        CountingOutputStream counter = new CountingOutputStream();
        write(counter);
        this.sizeBytes = counter.count();
    }

    @Override
    public long sizeBytes() {
        return sizeBytes;
    }

    @Override
    public void writeTo(OutputStream out, long offsetBytes, long lengthBytes) throws IOException {
        write(new SliceOutputStream(out, offsetBytes, lengthBytes));
    }

    private void write(OutputStream out) throws IOException {
        LineReader lines = new LineReader(bytes, header.start(), header.end().stored());
        boolean chosen = false;
        boolean lineOpen = false;
        while (lines.next() && !lines.isEmptyLine()) {
            if (!lines.continuesField()) {
                chosen = names.contains(name(lines)) != not;
            }
            if (chosen) {
                out.write(lines.buffer(), lines.start(), lines.length());
                lineOpen = !lines.endsLine();
                if (!lineOpen) {
                    out.write(CRLF, 0, CRLF.length);
                }
            }
        }
        if (lineOpen) {
            out.write(CRLF, 0, CRLF.length);
        }
        out.write(CRLF, 0, CRLF.length);
    }

    /// The name of the field; empty if it has none or too long a one.
    private static String name(LineReader lines) {
        int from = lines.start();
        int end = from + Math.min(lines.length(), Limits.FIELD_NAME_BYTES_MAX + 1);
        for (int i = from; i < end; i++) {
            if (lines.buffer()[i] == ':') {
                return new String(lines.buffer(), from, i - from, StandardCharsets.ISO_8859_1)
                        .stripTrailing();
            }
        }
        return "";
    }

    private static final class CountingOutputStream extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] from, int offset, int length) {
            count += length;
        }

        long count() {
            return count;
        }
    }
}

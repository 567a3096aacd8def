// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.IOException;
import java.io.OutputStream;

/// The chosen fields of a header, as sent and in their order, and the empty line behind them if the
/// header has one; read anew for each use, so that a header of any size costs no memory.
final class FieldsContent implements Message.Content {
    private static final byte[] CRLF = {'\r', '\n'};

    private final MessageBytes bytes;
    private final Extent header;
    private final FieldNames names;
    private final boolean not;
    private final long sizeBytes;

    /// @param not choose the fields whose names are not among `names`
    FieldsContent(MessageBytes bytes, Extent header, Iterable<String> names, boolean not)
            throws IOException {
        this.bytes = bytes;
        this.header = header;
        this.names = new FieldNames(names);
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

    /// Lines ahead of the first field belong to none.
    private void write(OutputStream out) throws IOException {
        LineReader lines = new LineReader(bytes, header.start(), header.end().stored());
        boolean chosen = not;
        while (lines.next()) {
            boolean empty = lines.isEmptyLine();
            if (!empty && !lines.continuesField()) {
                chosen = matchLine(lines) != not;
            }
            if (chosen || empty) {
                out.write(lines.buffer(), lines.start(), lines.length());
                if (lines.endsLine()) {
                    out.write(CRLF, 0, CRLF.length);
                }
            }
        }
    }

    private boolean matchLine(LineReader lines) {
        int start = lines.start();
        return names.matchLine(lines.buffer(), start, start + lines.length());
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

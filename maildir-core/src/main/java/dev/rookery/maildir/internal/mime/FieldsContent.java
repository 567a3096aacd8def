// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import dev.rookery.maildir.Message;
import java.io.IOException;
import java.io.OutputStream;

/// The chosen fields of a header, as sent and in their order, with an empty line behind them; read
/// anew for each use, so that a header of any size costs no memory.
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

    private void write(OutputStream out) throws IOException {
        LineReader lines = new LineReader(bytes, header.start(), header.end().stored());
        boolean chosen = false;
        boolean lineOpen = false;
        while (lines.next() && !lines.isEmptyLine()) {
            if (!lines.continuesField()) {
                chosen = matchLine(lines) != not;
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

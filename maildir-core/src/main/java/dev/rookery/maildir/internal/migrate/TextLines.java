// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The lines of another program's file, one at a time, each byte as one character (ISO 8859-1).
///
/// Ends at LF or CRLF. A line is cut at [#LINE_BYTES_MAX]: no format here has longer ones.
final class TextLines {
    static final int LINE_BYTES_MAX = 8 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final InputFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long readTo;
    private int at;
    private int end;
    private boolean endsWithin;

    /// @param file stays the caller's to close
    TextLines(InputFile file) {
        this.file = file;
    }

    /// Empty at the end of the file. What stands behind the last LF is a line, too.
    Optional<String> next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        while (fill()) {
            any = true;
            int lineEnd = lineEnd();
            int take = Math.min(lineEnd - at, LINE_BYTES_MAX - line.length());
            line.append(new String(buffer, at, take, StandardCharsets.ISO_8859_1));
            boolean whole = lineEnd < end;
            at = whole ? lineEnd + 1 : lineEnd;
            if (whole) {
                return Optional.of(withoutCr(line));
            }
        }
        endsWithin |= any;
        return any ? Optional.of(withoutCr(line)) : Optional.empty();
    }

    /// Whether the end was reached in the middle of a line.
    boolean endsWithinLine() {
        return endsWithin;
    }

    private boolean fill() throws IOException {
        if (at == end) {
            int got = file.read(readTo, buffer, 0, buffer.length);
            at = 0;
            end = Math.max(got, 0);
            readTo += end;
        }
        return at < end;
    }

    private int lineEnd() {
        int i = at;
        while (i < end && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    private static String withoutCr(StringBuilder line) {
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return line.toString();
    }
}

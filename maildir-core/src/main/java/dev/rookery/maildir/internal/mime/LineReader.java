// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.EOFException;
import java.io.IOException;

/// Walks the lines of a message once, front to back, and keeps count of both its forms. A line
/// longer than the buffer comes in pieces; the first one holds at least 4 KiB. A small message in
/// memory is its own buffer.
final class LineReader {
    private static final int BUFFER_BYTES_MIN = 4_096;
    private static final int BUFFER_BYTES_MAX = 65_536;

    private final MessageBytes bytes;
    private final long storedEnd;
    private final byte[] buffer;
    private long nextRead;
    private int filled;

    private long stored;
    private long crlf;
    private long lines;

    private boolean begun;
    private boolean startsLine;
    private int start;
    private int length;
    private int lineEnd;
    private int previousLineEnd;

    LineReader(MessageBytes bytes, Position from, long storedEnd) {
        this.bytes = bytes;
        this.storedEnd = storedEnd;
        this.nextRead = from.stored();
        this.stored = from.stored();
        this.crlf = from.crlf();
        this.lines = from.lines();
        long size = storedEnd - from.stored();
        if (bytes instanceof ArrayMessage array && size <= BUFFER_BYTES_MAX) {
            this.buffer = array.bytes();
            this.start = array.offset() + (int) from.stored();
            this.filled = array.offset() + (int) storedEnd;
            this.nextRead = storedEnd;
        } else {
            this.buffer = new byte[Math.clamp(size, BUFFER_BYTES_MIN, BUFFER_BYTES_MAX)];
        }
    }

    /// Moves to the next piece of a line; false at the end.
    boolean next() throws IOException {
        leave();
        int searched = start;
        while (true) {
            int lf = lineFeed(searched);
            if (lf >= 0) {
                boolean cr = lf > start && buffer[lf - 1] == '\r';
                return enter(cr ? lf - 1 : lf, cr ? 2 : 1);
            }
            if (nextRead == storedEnd) {
                return filled > start && enter(filled, 0);
            }
            if (start == 0 && filled == buffer.length) {
                return enter(buffer[filled - 1] == '\r' ? filled - 1 : filled, 0);
            }
            searched = filled - start;
            fill();
        }
    }

    private void leave() {
        startsLine = !begun || lineEnd > 0;
        begun = true;
        previousLineEnd = lineEnd;
        stored += length + lineEnd;
        crlf += length + (lineEnd > 0 ? 2 : 0);
        lines += lineEnd > 0 ? 1 : 0;
        start += length + lineEnd;
        length = 0;
        lineEnd = 0;
    }

    private boolean enter(int contentEnd, int lineEndBytes) {
        length = contentEnd - start;
        lineEnd = lineEndBytes;
        return true;
    }

    private int lineFeed(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, filled - start);
        filled -= start;
        start = 0;
        int room = (int) Math.min(buffer.length - filled, storedEnd - nextRead);
        int read = bytes.read(nextRead, buffer, filled, room);
        if (read <= 0) {
            throw new EOFException("message ends at " + nextRead + " of " + storedEnd + " bytes");
        }
        filled += read;
        nextRead += read;
    }

    byte[] buffer() {
        return buffer;
    }

    /// Where the piece begins in [#buffer].
    int start() {
        return start;
    }

    /// Bytes of the piece, its line end not counted.
    int length() {
        return length;
    }

    boolean startsLine() {
        return startsLine;
    }

    boolean endsLine() {
        return lineEnd > 0;
    }

    boolean isEmptyLine() {
        return startsLine && length == 0 && lineEnd > 0;
    }

    boolean continuesField() {
        return !startsLine || (length > 0 && (buffer[start] == ' ' || buffer[start] == '\t'));
    }

    /// Where the piece begins in the message; after the last piece, the end of the message.
    Position position() {
        return new Position(stored, crlf, lines);
    }

    /// Where the next piece begins.
    Position after() {
        int ends = lineEnd > 0 ? 1 : 0;
        return new Position(stored + length + lineEnd, crlf + length + 2L * ends, lines + ends);
    }

    /// Where the piece begins, or before the line end ahead of it: that one belongs to a boundary.
    Position beforeLineEnd() {
        return previousLineEnd == 0
                ? position()
                : new Position(stored - previousLineEnd, crlf - 2, lines - 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts what a server sends into lines and literals and counts them; keeps nothing but the
/// beginning and the end of the line at hand. RFC 3501 §7.
final class AnswerReader {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int HEAD_BYTES_MAX = 256;
    private static final int TAIL_BYTES = 24;

    private final InputStream in;
    private final Answer answer;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    private final byte[] head = new byte[HEAD_BYTES_MAX];
    private int headLength;

    /// The last bytes before the line end: there a literal is announced.
    private final byte[] tail = new byte[TAIL_BYTES];

    private int tailLength;

    /// Whether the numbers of this response are hits; known once its first word is there, before
    /// which there is no number in such a response.
    private boolean isOfKnownKind;

    private boolean countsHits;

    private boolean inNumber;

    private long number;

    private @Nullable StringBuilder kept;

    private @Nullable Occurrences counted;

    AnswerReader(InputStream in, Answer answer) {
        this.in = in;
        this.answer = answer;
    }

    /// Everything up to the next line end is kept as text as well, literals included, until `stop`.
    void keep() {
        kept = new StringBuilder();
    }

    String stop() {
        String text = kept == null ? "" : kept.toString();
        kept = null;
        return text;
    }

    /// Everything up to the next line end is looked through, literals included, until told `null`.
    void count(@Nullable Occurrences occurrences) {
        counted = occurrences;
    }

    /// Reads one response with its literals and counts it; what it began with stays in the head.
    void response() throws IOException {
        headLength = 0;
        isOfKnownKind = false;
        countsHits = false;
        long literal;
        do {
            literal = line();
            skip(literal);
        } while (literal >= 0);
        answer.lines++;
    }

    boolean headStartsWith(byte[] prefix) {
        return headLength >= prefix.length
                && Arrays.equals(head, 0, prefix.length, prefix, 0, prefix.length);
    }

    String head() {
        return new String(head, 0, headLength, US_ASCII);
    }

    /// The number behind `* `, or -1 if there is none; then `word()` is what follows it.
    long number() {
        if (headLength < 3 || head[0] != '*' || head[2] < '0' || head[2] > '9') {
            return -1;
        }
        return digits(2);
    }

    /// Whether this word follows the number.
    boolean isOf(byte[] word) {
        int start = 2;
        while (start < headLength && head[start] >= '0' && head[start] <= '9') {
            start++;
        }
        start++;
        return start + word.length <= headLength
                && Arrays.equals(head, start, start + word.length, word, 0, word.length);
    }

    /// The number behind a word of the head, or -1.
    long numberBehind(byte[] word) {
        for (int i = 0; i + word.length < headLength; i++) {
            if (Arrays.equals(head, i, i + word.length, word, 0, word.length)) {
                return digits(i + word.length);
            }
        }
        return -1;
    }

    private long digits(int from) {
        long number = 0;
        for (int i = from; i < headLength && head[i] >= '0' && head[i] <= '9'; i++) {
            number = 10 * number + head[i] - '0';
        }
        return number;
    }

    /// Reads up to and with a line end; the size of the literal that it announces, or -1.
    private long line() throws IOException {
        tailLength = 0;
        inNumber = false;
        while (true) {
            fill();
            int newline = at;
            while (newline < end && buffer[newline] != '\n') {
                newline++;
            }
            boolean whole = newline < end;
            int past = whole ? newline + 1 : newline;
            take(at, past);
            at = past;
            if (whole) {
                return literalSize();
            }
        }
    }

    private void take(int from, int past) {
        answer.bytes += past - from;
        show(from, past);
        int room = Math.min(HEAD_BYTES_MAX - headLength, past - from);
        if (room > 0) {
            System.arraycopy(buffer, from, head, headLength, room);
            headLength += room;
        }
        if (!isOfKnownKind && headLength >= Words.THREAD.length) {
            isOfKnownKind = true;
            countsHits = tellsHits();
        }
        if (countsHits) {
            countNumbers(from, past);
        }
        keepTail(from, past);
    }

    private void show(int from, int past) {
        if (kept != null) {
            kept.append(new String(buffer, from, past - from, US_ASCII));
        }
        if (counted != null) {
            counted.take(buffer, from, past);
        }
    }

    private void keepTail(int from, int past) {
        int added = Math.min(TAIL_BYTES, past - from);
        int kept = Math.min(tailLength, TAIL_BYTES - added);
        System.arraycopy(tail, tailLength - kept, tail, 0, kept);
        System.arraycopy(buffer, past - added, tail, kept, added);
        tailLength = kept + added;
    }

    private boolean tellsHits() {
        return headStartsWith(Words.SEARCH)
                || headStartsWith(Words.SORT)
                || headStartsWith(Words.THREAD);
    }

    private void countNumbers(int from, int past) {
        for (int i = from; i < past; i++) {
            boolean digit = buffer[i] >= '0' && buffer[i] <= '9';
            if (digit) {
                number = (inNumber ? 10 * number : 0) + buffer[i] - '0';
            } else if (inNumber) {
                answer.hit(number);
            }
            inNumber = digit;
        }
    }

    /// `{123}` or `~{123}` before the line end.
    private long literalSize() {
        int close = tailLength - 2;
        if (close >= 0 && tail[close] == '\r') {
            close--;
        }
        if (close < 0 || tail[close] != '}') {
            return -1;
        }
        long size = 0;
        long scale = 1;
        int i = close - 1;
        for (; i >= 0 && tail[i] >= '0' && tail[i] <= '9'; i--) {
            size += scale * (tail[i] - '0');
            scale *= 10;
        }
        return i >= 0 && tail[i] == '{' && i < close - 1 ? size : -1;
    }

    private void skip(long literal) throws IOException {
        if (literal < 0) {
            return;
        }
        answer.literals++;
        answer.literalBytes += literal;
        for (long left = literal; left > 0; ) {
            fill();
            int part = (int) Math.min(left, end - at);
            answer.bytes += part;
            show(at, at + part);
            at += part;
            left -= part;
        }
    }

    private void fill() throws IOException {
        if (at < end) {
            return;
        }
        int read = in.read(buffer);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        at = 0;
        end = read;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.nio.ByteBuffer;

/// Takes the extra dots out of DATA and finds its end. RFC 5321 §4.5.2.
///
/// A line ends with CRLF and nothing else: a CR or LF alone is text, starts no line, and so can
/// neither end the message nor make a dot special. Everything passes at once except a dot at the
/// start of a line and a CR after it.
final class DotUnstuffer {
    /// The last byte seen, as far as it matters.
    private enum After {
        CRLF,
        TEXT,
        CR,
        CRLF_DOT,
        CRLF_DOT_CR
    }

    private static final byte[] CR = {'\r'};

    private After after = After.CRLF;

    /// The next piece of the message, as a view of `in` where possible.
    Input next(ByteBuffer in) {
        int start = in.position();
        while (in.hasRemaining()) {
            byte b = in.get();
            switch (after) {
                case TEXT -> {
                    if (b == '\r') {
                        after = After.CR;
                    } else {
                        skipText(in);
                    }
                }
                case CR -> after = b == '\n' ? After.CRLF : text(b);
                case CRLF -> {
                    if (b != '.') {
                        after = text(b);
                        break;
                    }
                    after = After.CRLF_DOT;
                    if (in.position() - 1 > start) {
                        return piece(in, start, in.position() - 1);
                    }
                    start = in.position();
                }
                case CRLF_DOT -> {
                    after = b == '\r' ? After.CRLF_DOT_CR : After.TEXT;
                    start = b == '\r' ? in.position() : start;
                }
                case CRLF_DOT_CR -> {
                    if (b == '\n') {
                        return new Input.EndOfBody();
                    }
                    in.position(in.position() - 1);
                    after = After.CR;
                    return new Input.Body(ByteBuffer.wrap(CR).asReadOnlyBuffer());
                }
            }
        }
        return in.position() > start ? piece(in, start, in.position()) : new Input.NeedBytes();
    }

    /// Most bytes of a message pass here.
    private static void skipText(ByteBuffer in) {
        int at = in.position();
        while (at < in.limit() && in.get(at) != '\r') {
            at++;
        }
        in.position(at);
    }

    private static After text(byte b) {
        return b == '\r' ? After.CR : After.TEXT;
    }

    private static Input piece(ByteBuffer in, int start, int end) {
        return new Input.Body(in.slice(start, end - start));
    }
}

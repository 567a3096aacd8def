// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.limits.ServerLimits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Cuts the client's bytes into command lines and message bodies, within hard limits.
///
/// A line ends at LF so that nobody waits, but is a command only if that was CRLF.
final class Framing {
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private ByteBuffer in = ByteBuffer.allocate(0);
    private boolean overlong;
    private @Nullable DotUnstuffer body;

    /// Hands over more bytes, all of which must have been understood before: they are read in place
    /// until [#next] needs more.
    void feed(ByteBuffer bytes) {
        if (in.hasRemaining()) {
            throw new IllegalStateException("bytes were left");
        }
        in = bytes.slice();
    }

    /// From here on, bytes are those of a message, up to its end.
    void expectBody() {
        body = new DotUnstuffer();
    }

    Input next() {
        if (body == null) {
            return nextLine();
        }
        Input piece = body.next(in);
        if (piece instanceof Input.EndOfBody) {
            body = null;
        }
        return piece;
    }

    private Input nextLine() {
        while (in.hasRemaining()) {
            byte b = in.get();
            if (b == '\n') {
                return endOfLine();
            }
            if (line.size() > ServerLimits.LMTP_LINE_BYTES_MAX) {
                overlong = true;
            } else {
                line.write(b);
            }
        }
        return new Input.NeedBytes();
    }

    private Input endOfLine() {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        boolean tooLong = overlong;
        line.reset();
        overlong = false;
        if (tooLong) {
            return new Input.OverlongLine();
        }
        int end = text.length() - 1;
        return text.indexOf('\r') == end && end >= 0
                ? new Input.Line(text.substring(0, end))
                : new Input.BareLineEnd();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.nio.ByteBuffer;

/// Reads the Message-ID while a message passes by, for the log. What it gives is no longer than a
/// log line should be, and holds printable ASCII only.
final class MessageIdFinder {
    private static final String NAME = "message-id:";
    private static final int LINE_CHARS_MAX = 250;

    private final StringBuilder line = new StringBuilder();
    private boolean inMessageId;
    private boolean done;
    private String found = "";

    /// Empty until it came by.
    String messageId() {
        return found;
    }

    void see(ByteBuffer piece) {
        for (int at = piece.position(); at < piece.limit() && !done; at++) {
            char c = (char) (piece.get(at) & 0xff);
            if (c == '\n') {
                endOfLine();
            } else if (c != '\r' && line.length() < LINE_CHARS_MAX) {
                line.append(Grammar.isPrintable(c) ? c : ' ');
            }
        }
    }

    private void endOfLine() {
        boolean folded = !line.isEmpty() && line.charAt(0) == ' ';
        if (!folded) {
            inMessageId = NAME.regionMatches(true, 0, line.toString(), 0, NAME.length());
        }
        if (inMessageId) {
            found = line.substring(folded ? 0 : NAME.length()).strip();
        }
        done = line.isEmpty() || !found.isEmpty();
        line.setLength(0);
    }
}

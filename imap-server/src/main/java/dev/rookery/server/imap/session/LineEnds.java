// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.nio.ByteBuffer;

/// Whether the bytes of a message could be those of a text: no NUL, and each CR with its LF. Only
/// then the store gives them back as they came. RFC 3516 §4.4.
final class LineEnds {
    private boolean text = true;
    private boolean afterCr;

    void begin() {
        text = true;
        afterCr = false;
    }

    void see(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            text &= next != 0 && afterCr == (next == '\n');
            afterCr = next == '\r';
        }
    }

    boolean areText() {
        return text && !afterCr;
    }
}

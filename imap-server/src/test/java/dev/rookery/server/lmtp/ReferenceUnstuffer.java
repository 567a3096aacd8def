// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// RFC 5321 §4.5.2 told a second time, slowly and plainly, to compare with.
final class ReferenceUnstuffer {
    private ReferenceUnstuffer() {}

    /// The message that `wire` begins with, or null if its end has not come.
    static byte @org.jspecify.annotations.Nullable [] message(byte[] wire) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int lineStart = 0;
        while (true) {
            int next = nextLine(wire, lineStart);
            if (next < 0) {
                return null;
            }
            byte[] line = Arrays.copyOfRange(wire, lineStart, next);
            if (Arrays.equals(line, new byte[] {'.', '\r', '\n'})) {
                return message.toByteArray();
            }
            boolean dotted = line[0] == '.';
            message.write(line, dotted ? 1 : 0, line.length - (dotted ? 1 : 0));
            lineStart = next;
        }
    }

    private static int nextLine(byte[] wire, int from) {
        for (int i = from; i + 1 < wire.length; i++) {
            if (wire[i] == '\r' && wire[i + 1] == '\n') {
                return i + 2;
            }
        }
        return -1;
    }
}

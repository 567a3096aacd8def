// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Takes in the bytes of a message and compares them as they come with the letter that its subject
/// promises, without keeping them.
final class LetterReader extends OutputStream {
    private static final int HEADER_BYTES_MAX = 100;

    private final byte[] header = new byte[HEADER_BYTES_MAX];
    private byte[] promised = new byte[0];
    private String subject = "";
    private int at;
    private boolean equal = true;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        int done = 0;
        while (subject.isEmpty() && done < length) {
            header(bytes[offset + done++]);
        }
        if (done < length) {
            body(bytes, offset + done, length - done);
        }
    }

    private void body(byte[] bytes, int from, int left) {
        equal =
                equal
                        && at + left <= promised.length
                        && Arrays.equals(bytes, from, from + left, promised, at, at + left);
        at += left;
    }

    private void header(byte b) {
        if (at == HEADER_BYTES_MAX) {
            equal = false;
            return;
        }
        header[at++] = b;
        if (b == '\n') {
            String line = new String(header, 0, at, StandardCharsets.UTF_8);
            subject = line.substring(line.indexOf(' ') + 1).strip();
            promised = Letter.bytes(subject);
            equal &= Arrays.equals(header, 0, at, promised, 0, Math.min(at, promised.length));
        }
    }

    /// Answers the subject of a whole letter.
    String subject(String what) {
        if (!equal || at != promised.length) {
            throw new AssertionError(
                    "%s: %d bytes that begin '%s' are not the %d bytes of a letter"
                            .formatted(
                                    what,
                                    at,
                                    new String(
                                            header,
                                            0,
                                            Math.min(at, HEADER_BYTES_MAX),
                                            StandardCharsets.UTF_8),
                                    promised.length));
        }
        return subject;
    }

    int sizeBytes() {
        return at;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

import dev.rookery.bench.corpus.Dice.Aspect;

/// A file that came with a message, in Base64. Its first line is its own, the others come from a
/// pool, so that gigabytes are written as fast as they are copied.
final class Attachment {
    private static final int LINE_LETTERS = 76;
    private static final int LINE_BYTES = LINE_LETTERS + 2;
    private static final int POOL_LINES = 8_192;
    private static final byte[] POOL = pool();
    private static final String[] TYPES = {
        "application/pdf", "image/jpeg", "application/zip", "application/msword", "image/png"
    };
    private static final String[] ENDINGS = {".pdf", ".jpg", ".zip", ".doc", ".png"};

    private Attachment() {}

    private static byte[] pool() {
        Octets lines = new Octets();
        Dice dice = Dice.of(0, 0, Aspect.BODY);
        for (int i = 0; i < POOL_LINES; i++) {
            lines.base64(dice, LINE_LETTERS).crlf();
        }
        return lines.copy();
    }

    /// Headers and body of the part.
    static void write(int sizeBytes, Dice dice, Octets out) {
        int type = dice.below(TYPES.length);
        String name = Vocabulary.of(Language.ENGLISH).rareWord(dice) + ENDINGS[type];
        out.line("Content-Type: " + TYPES[type] + "; name=\"" + name + "\"");
        out.line("Content-Disposition: attachment; filename=\"" + name + "\"");
        out.line("Content-Transfer-Encoding: base64").crlf();
        out.base64(dice, LINE_LETTERS).crlf();
        int lines = sizeBytes / LINE_LETTERS * 4 / 3;
        int from = dice.below(POOL_LINES);
        while (lines > 0) {
            int some = Math.min(lines, POOL_LINES - from);
            out.octets(POOL, from * LINE_BYTES, (from + some) * LINE_BYTES);
            lines -= some;
            from = 0;
        }
    }
}

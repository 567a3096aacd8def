// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.internal.files.FileId;
import java.io.Closeable;

/// An open index file, as the head file names it.
///
/// @param number of its name, never used again in the folder
/// @param rows in it, or pairs
/// @param id of the file that is open, whatever lies under its name by now
record Held<S extends Closeable>(
        S segment, Kind kind, long number, int checksum, long rows, FileId id) {
    /// What is in it.
    enum Kind {
        ROWS("rows", 1),
        MODSEQS("modseq", 2);

        private final String word;
        private final byte code;

        Kind(String word, int code) {
            this.word = word;
            this.code = (byte) code;
        }

        byte code() {
            return code;
        }

        String fileName(long number) {
            return PREFIX + word + "." + number;
        }
    }

    /// The number in the name of an index file, finished or not; 0 if it is none.
    static long numberIn(String fileName) {
        if (!fileName.startsWith(PREFIX)) {
            return 0;
        }
        for (Kind kind : Kind.values()) {
            String begin = PREFIX + kind.word + ".";
            if (fileName.startsWith(begin)) {
                return number(fileName.substring(begin.length()));
            }
        }
        return 0;
    }

    private static long number(String text) {
        int end = 0;
        while (end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 || end > DIGITS_MAX ? 0 : Long.parseLong(text, 0, end, 10);
    }

    private static final int DIGITS_MAX = 18;

    static final String PREFIX = "rookery.index.";

    String fileName() {
        return kind.fileName(number);
    }
}

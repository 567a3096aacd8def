// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;

/// A message that another program wrote, measured: sizes in names are not to be trusted.
///
/// @param physicalBytes as it lies on disk
/// @param virtualBytes with CRLF line ends
/// @param modifiedSeconds of the file: its INTERNALDATE
public record Arrival(Found found, long physicalBytes, long virtualBytes, long modifiedSeconds) {
    private static final int BUFFER_BYTES = 64 * 1024;

    public static Arrival measure(Found found, InputFile file) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long at = 0;
        long bareLineFeeds = 0;
        byte last = 0;
        for (int got = file.read(0, buffer, 0, buffer.length);
                got > 0;
                got = file.read(at, buffer, 0, buffer.length)) {
            for (int i = 0; i < got; i++) {
                bareLineFeeds += buffer[i] == '\n' && last != '\r' ? 1 : 0;
                last = buffer[i];
            }
            at += got;
        }
        long seconds = Math.floorDiv(file.stat().modifiedNanos(), 1_000_000_000L);
        return new Arrival(found, at, at + bareLineFeeds, seconds);
    }
}

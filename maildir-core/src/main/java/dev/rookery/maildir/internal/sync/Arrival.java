// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;

/// A message that another program wrote, measured: sizes in names are not to be trusted.
///
/// @param physicalBytes as it lies on disk
/// @param virtualBytes with CRLF line ends
/// @param modifiedSeconds of the file: its INTERNALDATE
public record Arrival(Found found, long physicalBytes, long virtualBytes, long modifiedSeconds) {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// Measures one message after the other.
    public static final class Gauge {
        private final byte[] buffer = new byte[BUFFER_BYTES];

        public Arrival measure(Found found, InputFile file) throws IOException {
            FileStat stat = file.stat();
            long bareLineFeeds = 0;
            byte last = 0;
            long at = 0;
            for (int got = 0; at < stat.sizeBytes() && got >= 0; ) {
                got = file.read(at, buffer, 0, buffer.length);
                for (int i = 0; i < got; i++) {
                    bareLineFeeds += buffer[i] == '\n' && last != '\r' ? 1 : 0;
                    last = buffer[i];
                }
                at += Math.max(got, 0);
            }
            long seconds = Math.floorDiv(stat.modifiedNanos(), SECOND_NANOS);
            return new Arrival(found, at, at + bareLineFeeds, seconds);
        }
    }
}

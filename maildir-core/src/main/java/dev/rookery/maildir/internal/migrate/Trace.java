// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A file in a folder that nobody writes but Dovecot or Courier at work; [MoveAside#IMPORTED] takes
/// all of them away.
///
/// @param id another one each time the file is written anew
public record Trace(String name, FileId id, long sizeBytes, long modifiedNanos) {
    private static final List<String> NAMES =
            List.of(
                    UidListWriter.FILE,
                    "dovecot.index.log",
                    "dovecot.index",
                    "dovecot.list.index.log",
                    FolderImport.COURIER_LIST);

    /// Those that lie there. Asks for each by its name, however much there is.
    public static List<Trace> in(Directory home) throws IOException {
        List<Trace> traces = new ArrayList<>();
        for (String name : NAMES) {
            Optional<FileStat> file = home.stat(name).filter(FileStat::isRegular);
            file.ifPresent(
                    it -> traces.add(new Trace(name, it.id(), it.sizeBytes(), it.modifiedNanos())));
        }
        return traces;
    }

    public boolean isOlderThan(long sinceSeconds) {
        return Math.floorDiv(modifiedNanos, 1_000_000_000L) < sinceSeconds;
    }
}

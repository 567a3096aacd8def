// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What lies in `cur/` and `new/` of a folder.
///
/// A listing is no snapshot: files that other programs rename meanwhile may be missing from it, or
/// be there twice. If both directories had the same marks before and after, it is `stable`; only
/// then its silence about a file means anything, and even then it takes a second one to be sure.
///
/// @param byBase one file for each base name; of two the one in `cur/`
public record FolderListing(Map<String, Found> byBase, Marks marks, boolean stable) {
    private static final int ATTEMPTS_MAX = 3;

    /// What both directories say of themselves; equal marks, equal content.
    public record Marks(FileStat.Mark cur, FileStat.Mark fresh) {
        public static Marks of(Directory cur, Directory fresh) throws IOException {
            return new Marks(cur.stat().mark(), fresh.stat().mark());
        }

        /// The later of the two modification times.
        public long modifiedNanos() {
            return Math.max(cur.modifiedNanos(), fresh.modifiedNanos());
        }
    }

    /// Lists until nothing changes meanwhile, a few times at most.
    public static FolderListing read(Directory cur, Directory fresh) throws IOException {
        Marks before = Marks.of(cur, fresh);
        for (int attempt = 1; ; attempt++) {
            Map<String, Found> byBase = new HashMap<>();
            collect(fresh, true, byBase);
            collect(cur, false, byBase);
            Marks after = Marks.of(cur, fresh);
            if (after.equals(before) || attempt == ATTEMPTS_MAX) {
                return new FolderListing(byBase, after, after.equals(before));
            }
            before = after;
        }
    }

    private static void collect(Directory directory, boolean inNew, Map<String, Found> byBase)
            throws IOException {
        for (Directory.Entry entry : directory.list()) {
            if (entry.kind().orElse(FileStat.Kind.REGULAR) == FileStat.Kind.REGULAR) {
                MessageFileName.parse(entry.name())
                        .ifPresent(name -> byBase.put(name.base(), new Found(name, inNew)));
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What lies in `cur/` and `new/` of a folder.
///
/// A listing is no snapshot: files that other programs rename meanwhile may be missing from it, or
/// be there twice. If both directories had the same marks before and after, it is `stable`; only
/// then its silence about a file means anything, and even then it takes a second one to be sure.
///
/// @param byBase one file for each base name
/// @param twins further files with a base name that is in `byBase`
/// @param oddities entries with the name of a message that are none
public record FolderListing(
        Map<String, Found> byBase,
        List<Found> twins,
        Set<String> oddities,
        Marks marks,
        boolean stable) {
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
            Collector all = new Collector();
            all.collect(fresh, true);
            all.collect(cur, false);
            Marks after = Marks.of(cur, fresh);
            if (after.equals(before) || attempt == ATTEMPTS_MAX) {
                return new FolderListing(
                        all.byBase, all.twins, all.oddities, after, after.equals(before));
            }
            before = after;
        }
    }

    private static final class Collector {
        final Map<String, Found> byBase = new HashMap<>();
        final List<Found> twins = new ArrayList<>();
        final Set<String> oddities = new HashSet<>();

        void collect(Directory directory, boolean inNew) throws IOException {
            for (Directory.Entry entry : directory.list()) {
                MessageFileName.parse(entry.name()).ifPresent(name -> add(entry, name, inNew));
            }
        }

        private void add(Directory.Entry entry, MessageFileName name, boolean inNew) {
            if (entry.kind().orElse(FileStat.Kind.REGULAR) != FileStat.Kind.REGULAR) {
                oddities.add(name.text());
                return;
            }
            Found found = new Found(name, inNew);
            Found other = byBase.put(name.base(), found);
            if (other != null) {
                twins.add(other);
            }
        }
    }
}

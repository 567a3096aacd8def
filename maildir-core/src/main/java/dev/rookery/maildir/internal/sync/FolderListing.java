// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import static dev.rookery.maildir.internal.files.FileStat.Kind.REGULAR;

import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.EntryName;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Listings of `cur/` and `new/` of a folder, file by file.
///
/// A listing is no snapshot: files that other programs rename meanwhile may be missing from it, or
/// be there twice. If both directories had the same marks before and after, it is stable; only then
/// its silence about a file means anything, and even then it takes a second one to be sure.
public final class FolderListing {
    private FolderListing() {}

    /// What both directories say of themselves; equal marks, equal content.
    public record Marks(FileStat.Mark cur, FileStat.Mark fresh) {
        private static final long TICK_NANOS = 20_000_000L;

        /// Some file systems know whole seconds only.
        private static final long COARSE_TICK_NANOS = 2_000_000_000L;

        public static Marks of(Directory cur, Directory fresh) throws IOException {
            return new Marks(cur.stat().mark(), fresh.stat().mark());
        }

        /// The later of the two modification times.
        public long modifiedNanos() {
            return Math.max(cur.modifiedNanos(), fresh.modifiedNanos());
        }

        /// Whether a change after `ageNanos` would show: one within the same tick of the file
        /// system's clock may leave the marks equal.
        public boolean showChangesAfter(long ageNanos) {
            boolean coarse = modifiedNanos() % 1_000_000_000L == 0;
            return ageNanos > (coarse ? COARSE_TICK_NANOS : TICK_NANOS);
        }
    }

    /// How a listing went.
    ///
    /// @param oddities entries with the name of a message that are none
    public record Outcome(Marks marks, boolean stable, Set<String> oddities) {}

    /// Receives files with names of messages, one by one while the directory is read.
    @FunctionalInterface
    public interface Visitor {
        void file(Found found) throws IOException;
    }

    /// Lists both directories once, `new/` first: what is moved to `cur/` meanwhile is not missed.
    public static Outcome read(Directory cur, Directory fresh, Visitor visitor) throws IOException {
        Marks before = Marks.of(cur, fresh);
        Set<String> oddities = new HashSet<>();
        visit(fresh, true, visitor, oddities);
        visit(cur, false, visitor, oddities);
        Marks after = Marks.of(cur, fresh);
        return new Outcome(after, after.equals(before), oddities);
    }

    private static void visit(
            Directory directory, boolean inNew, Visitor visitor, Set<String> oddities)
            throws IOException {
        directory.list((bytes, length, kind, _) -> {
            Optional<String> text = EntryName.text(bytes, length);
            if (text.isPresent() && kind.orElse(REGULAR) == REGULAR) {
                Optional<MessageFileName> name = MessageFileName.parse(text.get());
                if (name.isPresent()) {
                    visitor.file(new Found(name.get(), inNew));
                }
            } else {
                String description = EntryName.description(bytes, length);
                MessageFileName.parse(description).ifPresent(_ -> oddities.add(description));
            }
        });
    }

    /// Finds a file by its base.
    public static Optional<Found> find(Directory cur, Directory fresh, String base)
            throws IOException {
        List<Found> found = new ArrayList<>();
        Outcome _ =
                read(
                        cur,
                        fresh,
                        each -> {
                            if (each.name().base().equals(base)) {
                                found.add(each);
                            }
                        });
        return found.isEmpty() ? Optional.empty() : Optional.of(found.getLast());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.FolderListing.Marks;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/// How long ago a folder's directories changed last. Within the same tick of the disk's clock a
/// further change leaves their marks as they are, so that young marks prove nothing.
///
/// The disk's clock need not agree with ours: another machine may be behind it. So the disk is
/// asked for its time, by a file made for that. Where that fails, or the clock was set back, marks
/// that have stayed the same for long are old as well.
final class LastChange {
    private static final System.Logger LOG = System.getLogger(LastChange.class.getName());

    /// Longer than any disk's tick.
    private static final long STEADY_AFTER_NANOS = 2_000_000_000L;

    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int LISTINGS_MAX = 5;

    private final OpenMailbox mailbox;

    /// The marks that were seen last, and since when.
    private @Nullable Marks seen;

    private long seenSinceNanos;

    /// Marks that are old enough, and so will be.
    private @Nullable Marks settled;

    LastChange(OpenMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /// A moment in nanoseconds.
    ///
    /// @param elapsed since some moment
    /// @param ofDisk since 1970 by the disk's clock
    record Moment(long elapsed, long ofDisk) {}

    /// To be asked before directories are listed.
    Moment now() {
        return new Moment(mailbox.elapsedNanos(), diskNow());
    }

    private long diskNow() {
        try {
            return ProbeFile.fresh(mailbox).modifiedNanos();
        } catch (IOException refused) {
            LOG.log(Level.DEBUG, "no time of the disk in {0}: {1}", mailbox.files(), refused);
            return UNKNOWN;
        }
    }

    /// Lists the folder; answers whether what the listing did not show was not there.
    boolean listAll(FolderListing.Visitor visitor) throws IOException {
        FolderFiles files = mailbox.files();
        Moment before = now();
        FolderListing.Outcome listing = FolderListing.read(files.cur(), files.fresh(), visitor);
        return isCertain(listing, ageNanos(listing.marks(), before));
    }

    /// Lists the folder some times, until what no listing showed was not there.
    void listUntilAll(FolderListing.Visitor visitor) throws IOException {
        boolean all = false;
        for (int i = 0; i < LISTINGS_MAX && !all; i++) {
            all = listAll(visitor);
        }
    }

    /// Whether what a listing did not show was not there.
    ///
    /// @param ageNanos of the last change before it
    static boolean isCertain(FolderListing.Outcome listing, long ageNanos) {
        return listing.stable() && listing.marks().showChangesAfter(ageNanos);
    }

    /// How old these marks were at least at that moment; negative if they may be as young as they
    /// can be.
    synchronized long ageNanos(Marks marks, Moment then) {
        long byDisk = then.ofDisk() == UNKNOWN ? -1 : then.ofDisk() - marks.modifiedNanos();
        long steady = -1;
        if (marks.equals(seen)) {
            steady = then.elapsed() - seenSinceNanos;
        } else {
            seen = marks;
            seenSinceNanos = mailbox.elapsedNanos();
        }
        long age = steady < STEADY_AFTER_NANOS ? byDisk : Math.max(byDisk, steady);
        if (marks.showChangesAfter(age)) {
            settled = marks;
        }
        return age;
    }

    /// These marks were old enough before.
    synchronized void settled(Marks marks) {
        settled = marks;
    }

    /// Whether every change from now on will show in these marks.
    boolean isSettled(Marks marks) {
        synchronized (this) {
            if (marks.equals(settled)) {
                return true;
            }
        }
        return marks.showChangesAfter(ageNanos(marks, now()));
    }
}

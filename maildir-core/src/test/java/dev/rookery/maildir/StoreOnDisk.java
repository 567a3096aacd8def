// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import dev.rookery.maildir.internal.files.Disk;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Opens a [MailStore] on a disk of the test's choice.
public final class StoreOnDisk {
    private StoreOnDisk() {}

    /// Everything else as the test says, or as in production.
    public static MailStore.Builder builder(Disk disk) {
        return MailStore.builder().disk(disk);
    }

    /// Like [#builder(Disk)], with indexes that are written after so many changes.
    public static MailStore.Builder builder(Disk disk, int checkpointEntries) {
        return builder(disk).checkpointEntries(checkpointEntries);
    }

    /// Both of these.
    public static MailStore.Builder builder(
            Disk disk, int checkpointEntries, Duration idleBeforeClose) {
        return builder(disk, checkpointEntries).idleBeforeClose(idleBeforeClose);
    }

    /// Like [#builder(Disk, int)], with chance that is none.
    public static MailStore.Builder builder(
            Disk disk, int checkpointEntries, RandomGenerator random) {
        return builder(disk, checkpointEntries).random(random);
    }

    /// With accounts and mailboxes that close as soon as nobody uses them.
    public static MailStore.Builder hasty(MailStore.Builder builder) {
        return builder.idleBeforeClose(Duration.ZERO).glanceEvery(Duration.ofMillis(5));
    }

    /// Like [#builder(Disk)], with accounts that close so soon after their last holder.
    public static MailStore.Builder builder(Disk disk, Duration idleBeforeClose) {
        return builder(disk).idleBeforeClose(idleBeforeClose);
    }
}

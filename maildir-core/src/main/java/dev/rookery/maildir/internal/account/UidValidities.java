// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.migrate.UidValidityFile;
import java.io.IOException;
import java.lang.System.Logger.Level;

/// Gives out UIDVALIDITY, and says in Dovecot's counter how far that has come: it outlives all our
/// files, so whoever deletes them gets greater values than any that was told, whatever the clock
/// says by then.
///
/// The counter is ahead, durably, before a value is given out. It goes in steps: most new folders
/// cost no force. For the account's writer only, which runs it once, on opening: then it covers
/// what was given out before.
final class UidValidities implements Operation<Boolean> {
    private static final System.Logger LOG = System.getLogger(UidValidities.class.getName());

    /// Some 18 hours, as long as values follow the clock.
    private static final long STEP = 1 << 16;

    /// A step leaves most of what there is, so that there are values for whoever begins again.
    private static final long STEPS_LEFT = 256;

    private static final long UNREAD = -1;

    private final OpenAccount account;

    /// What the counter says, durably.
    private long counter = UNREAD;

    UidValidities(OpenAccount account) {
        this.account = account;
    }

    /// One that nobody has had.
    UidValidity next(FolderTable table) throws IOException {
        long now = account.clock().instant().getEpochSecond();
        return given(table.nextUidValidity(now));
    }

    /// One that another server chose, or that was given out before.
    UidValidity given(UidValidity value) throws IOException {
        if (value.value() > counter()) {
            long left = UidValidity.MAX - value.value();
            write(new UidValidity(value.value() + Math.min(STEP, left / STEPS_LEFT)));
        }
        return value;
    }

    private long counter() {
        if (counter == UNREAD) {
            try {
                counter = UidValidityFile.counted(account.root());
            } catch (IOException illegible) {
                LOG.log(Level.DEBUG, "to be written anew", illegible);
                counter = 0;
            }
        }
        return counter;
    }

    private void write(UidValidity ahead) throws IOException {
        UidValidityFile.write(account.root(), ahead, account.owner());
        counter = ahead.value();
    }

    /// Has Dovecot count on from there.
    void handOver(FolderTable table) throws IOException {
        write(new UidValidity(Math.max(table.highestUidValidity(), counter())));
    }

    /// An account has to open where nothing can be written.
    @Override
    public Boolean prepare(Draft draft) {
        try {
            var _ = given(new UidValidity(draft.table().highestUidValidity()));
        } catch (IOException refused) {
            account.report("not written how far UIDVALIDITY is in " + account.root(), refused);
        }
        return true;
    }
}

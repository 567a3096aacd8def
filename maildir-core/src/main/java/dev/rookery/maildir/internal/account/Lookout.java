// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Keeps an eye on a mailbox's files: looks at as few of them as it can, and takes in what other
/// programs did.
final class Lookout implements Closeable {
    private static final System.Logger LOG = System.getLogger(Lookout.class.getName());
    private static final int LOOKS_MAX = 50;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final FolderWatch watch;
    private final LastChange lastChange;
    private final Looks looks = new Looks();
    private final AtomicBoolean expecting = new AtomicBoolean();
    private final AtomicLong ownChanges = new AtomicLong();
    private Set<String> oddities = Set.of();

    Lookout(OpenMailbox mailbox, OpenAccount account) {
        this.mailbox = mailbox;
        this.account = account;
        this.lastChange = new LastChange(mailbox);
        this.watch = new FolderWatch(mailbox.files(), () -> account.stirred(mailbox));
    }

    /// Whether the files are as they were left, and the index still says what it said then, so that
    /// nobody needs to look at them.
    boolean isAsLeft(Optional<ClosedAccount.Folder> left) throws IOException {
        Optional<FolderListing.Marks> marks =
                left.filter(then -> then.status().equals(mailbox.state().status()))
                        .map(ClosedAccount.Folder::marks);
        boolean same = marks.isPresent() && watch.goesOnFrom(marks.get());
        if (same) {
            lastChange.settled(marks.get());
        }
        return same;
    }

    LastChange lastChange() {
        return lastChange;
    }

    /// How often we have changed something in the folder, the change under way included.
    long ownChanges() {
        return ownChanges.get();
    }

    /// Has the files watched before we change any ourselves.
    void beforeChanging() {
        ownChanges.incrementAndGet();
        try {
            watch.start();
        } catch (IOException refused) {
            account.report("changes are found by listing in " + mailbox.files(), refused);
        }
    }

    /// The same some time soon: there will be files to change.
    void expectChanges() {
        if (!watch.isStarted() && expecting.compareAndSet(false, true)) {
            account.whenIdle(this::beforeChanging);
        }
    }

    /// Has these files looked at next time: whoever listens will hear of them.
    void expect(Set<Found> files) {
        watch.expect(files);
    }

    /// The first look at the files after opening; finishes what a crash interrupted.
    void recover(Recovery recovery) throws IOException {
        watch.start();
        for (int look = 0; look == 0 || (watch.isUndecided() && look < LOOKS_MAX); look++) {
            // What one look did not show is gone if another does not show it either, and nothing
            // changed shortly before.
            lookAround(Optional.of(recovery));
        }
    }

    /// Looks at what may have changed since the last look.
    void look() throws IOException {
        looks.look(() -> {
            switch (watch.changed()) {
                case FolderWatch.Nothing _ -> {}
                case FolderWatch.Names names -> lookAt(names);
                case FolderWatch.Everything _ -> lookOnce(Optional.empty());
            }
        });
    }

    /// Looks at the whole folder.
    void lookAround() throws IOException {
        lookAround(Optional.empty());
    }

    private void lookAround(Optional<Recovery> recovery) throws IOException {
        looks.look(() -> lookOnce(recovery));
        account.removeOwed(mailbox);
    }

    /// Looks at one file, which is not what it was.
    void lookAt(Found file) throws IOException {
        FolderFiles files = mailbox.files();
        looks.look(() ->
                lookAt(
                        new FolderWatch.Names(
                                Set.of(file), FolderListing.Marks.of(files.cur(), files.fresh()))));
    }

    private void lookOnce(Optional<Recovery> recovery) throws IOException {
        watch.begin();
        try {
            FolderLook.Seen seen = account.onStorage(() -> FolderLook.at(mailbox));
            Taken taken = takeIn(seen, recovery);
            watch.looked(seen, taken.missing(), taken.complete());
        } catch (IOException | RuntimeException | Error refused) {
            watch.forget();
            throw refused;
        }
    }

    /// Looks at some files only, if they tell enough.
    private void lookAt(FolderWatch.Names names) throws IOException {
        try {
            Optional<FolderLook.Seen> seen =
                    account.onStorage(() -> FolderLook.atNames(mailbox, names));
            if (seen.isEmpty()) {
                lookOnce(Optional.empty());
            } else if (!seen.get().isNothing()
                    && !takeIn(seen.get(), Optional.empty()).complete()) {
                watch.forget();
            }
        } catch (IOException | RuntimeException | Error refused) {
            watch.forget();
            throw refused;
        }
    }

    /// What became of a look.
    ///
    /// @param missing messages it did not show, but not for long enough
    /// @param complete whether everything it showed was taken in
    private record Taken(UidSet missing, boolean complete) {}

    private Taken takeIn(FolderLook.Seen seen, Optional<Recovery> recovery) throws IOException {
        oddities(seen.listing().oddities());
        ReconcileFolder reconcile = new ReconcileFolder(mailbox, seen, watch.suspects(), recovery);
        UidSet missing = account.writer().run(reconcile);
        Arrivals arrivals = new Arrivals(mailbox, account, seen.ownChanges());
        arrivals.takeIn(reconcile.arrivals(), recovery.isEmpty());
        return new Taken(missing, arrivals.complete());
    }

    /// Looks for the last time; answers the marks that stand for what it found.
    Optional<FolderListing.Marks> leave() throws IOException {
        mailbox.refresh();
        return watch.marks().filter(lastChange::isSettled);
    }

    /// Entries with names of messages that are none: said once.
    private void oddities(Set<String> names) {
        if (!names.isEmpty() && !names.equals(oddities)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} entries are left alone: no regular files, or names not in UTF-8",
                    mailbox.files(),
                    names.size());
        }
        oddities = names;
    }

    @Override
    public void close() {
        watch.close();
    }
}

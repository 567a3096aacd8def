// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Keeps an eye on a mailbox's files: looks at as few of them as it can, and takes in what other
/// programs did.
final class Lookout implements Closeable {
    private static final System.Logger LOG = System.getLogger(Lookout.class.getName());
    private static final int LOOKS_MAX = 50;

    /// Renames in one group: others are served between two.
    private static final int PIECE = 4_096;

    private final OpenMailbox mailbox;
    private final OpenAccount account;
    private final FolderFiles files;
    private final FolderPlace place;
    private final FolderWatch watch;
    private final LastChange lastChange;
    private final Looks looks = new Looks();
    private final AtomicBoolean expecting = new AtomicBoolean();
    private final AtomicLong ownChanges;
    private final Set<String> linked = ConcurrentHashMap.newKeySet();

    /// Whether anybody looked for files with several names.
    private volatile boolean linksAreKnown;

    /// Whether the last look left nothing unfinished.
    private volatile boolean finished = true;

    private Set<String> oddities = Set.of();

    /// What the first look has to finish, as long as it has not come to its end, wherever the files
    /// lie by then.
    private final AtomicReference<Optional<Recovery>> unfinished;

    Lookout(OpenMailbox mailbox, OpenAccount account, FolderFiles files) {
        this(mailbox, account, files, 0, new AtomicReference<>(Optional.empty()));
    }

    private Lookout(
            OpenMailbox mailbox,
            OpenAccount account,
            FolderFiles files,
            long ownChanges,
            AtomicReference<Optional<Recovery>> unfinished) {
        this.mailbox = mailbox;
        this.account = account;
        this.files = files;
        this.place = new FolderPlace(account, mailbox.id(), files);
        this.lastChange = new LastChange(mailbox);
        this.watch = new FolderWatch(files, place, () -> account.stirred(mailbox));
        this.ownChanges = new AtomicLong(ownChanges);
        this.unfinished = unfinished;
    }

    /// What keeps an eye on the mailbox's files from here on, which lie elsewhere now.
    Lookout elsewhere(FolderFiles there) {
        return new Lookout(mailbox, account, there, ownChanges.incrementAndGet(), unfinished);
    }

    FolderFiles files() {
        return files;
    }

    FolderPlace place() {
        return place;
    }

    /// Whether the mailbox has its files elsewhere by now, and what was seen here counts for
    /// nothing.
    boolean isPast() {
        return !equals(mailbox.lookout());
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
            linksAreKnown = true;
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
            account.report("changes are found by listing in " + files, refused);
        }
    }

    /// Changes many files, each announced; nobody looks at what came of it, unless it fails.
    void change(OwnChanges changes, OwnChanges.Work work) throws IOException {
        beforeChanging();
        watch.change(changes, work);
    }

    /// Has the files watched some time soon: there will be some to change.
    void expectChanges() {
        if (!watch.isStarted() && expecting.compareAndSet(false, true)) {
            account.whenIdle(this::beforeChanging);
        }
    }

    /// Has these files looked at next time: whoever listens will hear of them.
    void expect(Set<Found> files) {
        watch.expect(files);
    }

    /// Bases that looks found more than one name of, maybe of one file. Those are left alone as
    /// long as the message is there, and have to go with it.
    boolean mayHaveTwoNames(String base) {
        return !linksAreKnown || linked.contains(base);
    }

    /// No file has that base any more.
    void isGone(String base) {
        linked.remove(base);
    }

    /// The first look at the files after opening; finishes what a crash interrupted. Unless it
    /// comes to its end, whoever looks next begins with it: to others what is unfinished is
    /// missing.
    void recover(Recovery recovery) throws IOException {
        begin(recovery);
        watch.start();
        boolean all = false;
        for (int look = 0; look == 0 || (!isDecided() && look < LOOKS_MAX); look++) {
            // What one look did not show is gone if another does not show it either, and nothing
            // changed shortly before.
            all = lookAllAround();
        }
        if (all) {
            end(recovery);
        }
    }

    /// The same if the files are as they were left.
    void goOn(Recovery recovery) throws IOException {
        begin(recovery);
        end(recovery);
    }

    private void begin(Recovery recovery) throws IOException {
        unfinished.set(Optional.of(recovery));
        TakeLetters.ifAny(account, mailbox);
    }

    private void end(Recovery recovery) {
        unfinished.set(Optional.empty());
        mailbox.recovered(recovery);
    }

    /// Goes on with the first look; answers whether there was anything left of it.
    private boolean finishes() throws IOException {
        Optional<Recovery> first = unfinished.get();
        if (first.isPresent()) {
            // What was brought back before may not be durable.
            mailbox.files().cur().force();
            mailbox.files().fresh().force();
            recover(first.get());
        }
        return first.isPresent();
    }

    /// Finishes what a crash interrupted, if the first look has not.
    ///
    /// @throws IOException if it cannot be finished yet
    void finish() throws IOException {
        if (finishes()) {
            requireFinished();
        }
    }

    /// @throws IOException if something a crash interrupted is not finished yet
    void requireFinished() throws IOException {
        if (unfinished.get().isPresent()) {
            throw new IOException("not all is brought back yet in " + mailbox.files());
        }
    }

    /// Whether the last look told what became of every message.
    boolean isDecided() {
        return !mailbox.lookout().watch.isUndecided();
    }

    /// Whether a look would find nothing, unless the folder itself was replaced.
    boolean isCalm() {
        return unfinished.get().isEmpty() && watch.isCalm();
    }

    /// Looks at what may have changed since the last look.
    void look() throws IOException {
        if (finishes()) {
            return;
        }
        looks.look(() -> {
            switch (watch.changed()) {
                case FolderWatch.Nothing _ -> {}
                case FolderWatch.Names names -> lookAt(names);
                case FolderWatch.Everything _ -> lookOnce();
            }
        });
        if (isPast()) {
            mailbox.lookout().look();
        }
    }

    /// Looks at the whole folder.
    void lookAround() throws IOException {
        if (!finishes()) {
            var _ = lookAllAround();
        }
    }

    /// Answers whether nothing is left unfinished.
    private boolean lookAllAround() throws IOException {
        looks.look(this::lookOnce);
        if (isPast()) {
            return mailbox.lookout().lookAllAround();
        }
        account.removeOwed(mailbox);
        return finished;
    }

    /// Looks at one file, which is not what it was.
    void lookAt(Found file) throws IOException {
        if (finishes()) {
            return;
        }
        looks.look(() ->
                lookAt(
                        new FolderWatch.Names(
                                Set.of(file), FolderListing.Marks.of(files.cur(), files.fresh()))));
    }

    private void lookOnce() throws IOException {
        mailbox.followName();
        if (isPast()) {
            return;
        }
        watch.begin();
        try {
            FolderLook.Seen seen = account.onStorage(() -> FolderLook.at(mailbox, this));
            linked.addAll(seen.linked());
            linked.retainAll(seen.linked());
            linksAreKnown = true;
            Taken taken = takeIn(seen, unfinished.get());
            watch.looked(seen, taken.missing(), taken.complete());
            finished = taken.finished();
        } catch (IOException | RuntimeException | Error refused) {
            watch.forget();
            throw refused;
        }
    }

    /// Looks at some files only, if they tell enough.
    private void lookAt(FolderWatch.Names names) throws IOException {
        try {
            Optional<FolderLook.Seen> seen =
                    account.onStorage(() -> FolderLook.atNames(mailbox, this, names));
            seen.ifPresent(each -> linked.addAll(each.linked()));
            if (seen.isEmpty()) {
                lookOnce();
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
    /// @param finished whether all is finished that a crash interrupted
    private record Taken(UidSet missing, boolean complete, boolean finished) {}

    private Taken takeIn(FolderLook.Seen seen, Optional<Recovery> recovery) throws IOException {
        oddities(seen.listing().oddities());
        List<Found> fresh = new ArrayList<>(seen.arrivals());
        List<FolderLook.Renamed> renamed = seen.renamed();
        boolean followed = true;
        for (int from = 0; from < renamed.size(); from += PIECE) {
            int to = Math.min(from + PIECE, renamed.size());
            FollowRenames follow = new FollowRenames(mailbox, seen, renamed.subList(from, to));
            fresh.addAll(account.writer().run(follow));
            followed &= follow.isComplete();
        }
        ReconcileFolder reconcile = new ReconcileFolder(mailbox, seen, watch.suspects(), recovery);
        UidSet missing = account.writer().run(reconcile);
        if (isPast()) {
            return new Taken(UidSet.EMPTY, false, false);
        }
        if (account.mailboxes().otherServers().areIn(mailbox.id())) {
            // Whoever is at work gives out the UIDs.
            return new Taken(missing, false, !reconcile.isUnfinished());
        }
        Arrivals arrivals = new Arrivals(mailbox, account, seen);
        arrivals.takeIn(fresh, recovery.isEmpty());
        return new Taken(missing, followed && arrivals.complete(), !reconcile.isUnfinished());
    }

    /// Looks for the last time; answers the marks that stand for what it found. There are none for
    /// files with several names: the next opening has to find those again.
    Optional<FolderListing.Marks> leave() throws IOException {
        try {
            mailbox.look();
        } catch (AccountInUseException othersAtWork) {
            LOG.log(Level.DEBUG, "no last look", othersAtWork);
            return Optional.empty();
        }
        return watch.marks()
                .filter(_ -> unfinished.get().isEmpty() && linked.isEmpty() && !isPast())
                .filter(lastChange::isSettled);
    }

    /// Entries with names of messages that are none: said once.
    private void oddities(Set<String> names) {
        if (!names.isEmpty() && !names.equals(oddities)) {
            LOG.log(
                    Level.WARNING,
                    "{0}: {1} entries are left alone: no regular files, or names not in UTF-8",
                    files,
                    names.size());
        }
        oddities = names;
    }

    @Override
    public void close() {
        watch.close();
    }
}

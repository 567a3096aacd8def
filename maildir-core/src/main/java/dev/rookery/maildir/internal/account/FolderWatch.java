// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.EntryName;
import dev.rookery.maildir.internal.files.Watch;
import dev.rookery.maildir.internal.files.WatchListener;
import dev.rookery.maildir.internal.files.WatchListener.What;
import dev.rookery.maildir.internal.sync.FolderListing;
import dev.rookery.maildir.internal.sync.Found;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells what may have changed in a folder's directories since they were looked at last: nothing,
/// some names, or anything.
///
/// Where the kernel gives notice of changes, names are known, ours among them; nobody needs to list
/// a folder for what we did in it. It is asked for that before we change anything, and not earlier:
/// it goes through all it remembers of a directory then. Otherwise the directories' marks tell, if
/// they are old enough: a further change in the same tick of a coarse clock would leave them equal.
final class FolderWatch implements Closeable {
    private static final long SETTLED_AFTER_NANOS = 1_000_000_000L;
    private static final int NAMES_MAX = 10_000;

    private final FolderFiles files;
    private final FolderPlace place;
    private final Runnable stirred;
    private final Object lock = new Object();
    private Set<Found> touched = new LinkedHashSet<>();
    private boolean lost = true;
    private @Nullable OwnChanges own;

    private final ReentrantLock starting = new ReentrantLock();
    private volatile boolean started;

    private volatile Optional<Watch> cur = Optional.empty();
    private volatile Optional<Watch> fresh = Optional.empty();
    private volatile FolderListing.@Nullable Marks settled;
    private volatile FolderListing.@Nullable Marks trusted;
    private volatile UidSet suspects = UidSet.EMPTY;
    private volatile boolean unsure;

    /// What a look has to look at.
    sealed interface Scope {}

    /// Nothing changed.
    record Nothing() implements Scope {}

    /// Only files of these names did.
    record Names(Set<Found> names, FolderListing.Marks marks) implements Scope {}

    /// Anything may have.
    record Everything() implements Scope {}

    /// @param stirred called soon after something changed; must not block
    FolderWatch(FolderFiles files, FolderPlace place, Runnable stirred) {
        this.files = files;
        this.place = place;
        this.stirred = stirred;
    }

    /// Asks the kernel for notice, as far as it has any and nobody did so yet.
    void start() throws IOException {
        if (started) {
            return;
        }
        starting.lock();
        try {
            if (!started) {
                startNow();
                started = true;
            }
        } finally {
            starting.unlock();
        }
    }

    private void startNow() throws IOException {
        FolderListing.Marks known = trusted;
        cur = watch(files.cur(), false);
        fresh = cur.isPresent() ? watch(files.fresh(), true) : Optional.empty();
        begin();
        if (known == null || !goesOnFrom(known)) {
            forget();
        }
    }

    boolean isStarted() {
        return started;
    }

    private Optional<Watch> watch(Directory directory, boolean inNew) throws IOException {
        WatchListener listener =
                (what, name, length, _) -> heard(what, EntryName.text(name, length), inNew);
        return directory.watch(listener);
    }

    private boolean isTold() {
        return cur.isPresent() && fresh.isPresent();
    }

    private void heard(What what, Optional<String> name, boolean inNew) {
        boolean known =
                switch (what) {
                    case CREATED, MOVED_IN, MOVED_OUT, DELETED, MODIFIED -> true;
                    case SELF_MOVED, ENDED, OVERFLOW -> false;
                };
        Optional<Found> file =
                name.flatMap(MessageFileName::parse).map(text -> new Found(text, inNew));
        synchronized (lock) {
            if (own != null && file.isPresent() && own.explains(what, file.get())) {
                return;
            }
            if (!known || touched.size() >= NAMES_MAX) {
                lost = true;
                touched.clear();
            } else if (!lost) {
                file.ifPresent(touched::add);
            }
        }
        stirred.run();
    }

    /// Runs changes of ours; nobody else runs any like this meanwhile. What the kernel tells of
    /// them is no news; what it was to tell and did not is looked at next time, and all of them if
    /// the work fails.
    void change(OwnChanges changes, OwnChanges.Work work) throws IOException {
        synchronized (lock) {
            own = changes;
        }
        boolean done = false;
        try {
            work.run(changes);
            done = true;
        } finally {
            changed(changes, done);
        }
    }

    private void changed(OwnChanges changes, boolean done) {
        try {
            cur.ifPresent(Watch::await);
        } finally {
            synchronized (lock) {
                own = null;
            }
            if (isTold()) {
                expect(done ? changes.untold() : changes.all());
            }
        }
    }

    /// These are to be looked at next time, though nobody tells of them.
    void expect(Set<Found> files) {
        if (files.isEmpty()) {
            return;
        }
        trusted = null;
        synchronized (lock) {
            if (!lost) {
                touched.addAll(files);
            }
        }
        stirred.run();
    }

    /// Messages the last look did not show.
    UidSet suspects() {
        return suspects;
    }

    /// Whether the last look left it open what became of a message.
    boolean isUndecided() {
        return unsure || !suspects.isEmpty();
    }

    /// Whether the kernel would have told of any change, and has told of none.
    boolean isCalm() {
        synchronized (lock) {
            return isTold() && !lost && touched.isEmpty() && !isUndecided();
        }
    }

    /// What changed since the last look, which has to be followed by another one if anything did.
    Scope changed() throws IOException {
        Optional<FolderListing.Marks> marks = place.marks();
        if (marks.isEmpty() || !suspects.isEmpty()) {
            return new Everything();
        }
        FolderListing.Marks now = marks.get();
        if (!isTold()) {
            return now.equals(trusted) ? new Nothing() : new Everything();
        }
        if (!now.equals(settled)) {
            cur.ifPresent(Watch::await);
        }
        synchronized (lock) {
            if (lost) {
                return new Everything();
            }
            settled = now;
            if (touched.isEmpty()) {
                return new Nothing();
            }
            Set<Found> names = touched;
            touched = new LinkedHashSet<>();
            return new Names(names, now);
        }
    }

    /// From here on names are collected for the next look; what came before is for this one.
    void begin() {
        synchronized (lock) {
            lost = !isTold();
            touched = new LinkedHashSet<>();
        }
    }

    /// The look failed, or left something: the next one has to be a whole one.
    void forget() {
        trusted = null;
        synchronized (lock) {
            lost = true;
            touched.clear();
        }
    }

    /// @param stillMissing messages the look did not show, but not for long enough
    /// @param complete whether everything it showed was taken in
    void looked(FolderLook.Seen seen, UidSet stillMissing, boolean complete) {
        suspects = stillMissing;
        unsure = !seen.absent().isEmpty() && !seen.isCertain();
        if (!complete || unsure || !seen.listing().stable()) {
            forget();
            return;
        }
        trusted = seen.ageNanos() > SETTLED_AFTER_NANOS ? seen.listing().marks() : null;
    }

    /// Takes over what another watch knew; answers whether nothing changed meanwhile.
    boolean goesOnFrom(FolderListing.Marks then) throws IOException {
        FolderListing.Marks now = FolderListing.Marks.of(files.cur(), files.fresh());
        if (!now.equals(then)) {
            return false;
        }
        settled = now;
        trusted = now;
        return true;
    }

    /// The marks that stand for all that was looked at; nothing if more may have changed.
    Optional<FolderListing.Marks> marks() {
        FolderListing.Marks marks = isTold() ? settled : trusted;
        synchronized (lock) {
            if (isTold() && (lost || !touched.isEmpty())) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(marks).filter(_ -> !isUndecided());
    }

    @Override
    public void close() {
        starting.lock();
        try {
            started = true;
            cur.ifPresent(Watch::close);
            fresh.ifPresent(Watch::close);
        } finally {
            starting.unlock();
        }
    }
}

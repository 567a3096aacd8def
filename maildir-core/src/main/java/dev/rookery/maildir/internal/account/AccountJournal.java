// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Journal;
import dev.rookery.maildir.internal.journal.JournalFiles;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The journal of an account in use: which file is written to, and how one follows the other. For
/// the account's writer only, once it is read.
final class AccountJournal implements Closeable {
    private static final System.Logger LOG = System.getLogger(AccountJournal.class.getName());

    private final Directory root;
    private final Optional<Owner> owner;
    private final LastClose lastClose;
    private final JournalFiles files;
    private final AccountState state;
    private @Nullable Journal current;
    private long epoch;

    /// Whether the state is what was written: before, another journal would put nothing in its
    /// place.
    private boolean read;

    AccountJournal(
            Directory root,
            Optional<Owner> owner,
            LastClose lastClose,
            RandomGenerator random,
            AccountState state) {
        this.root = root;
        this.owner = owner;
        this.lastClose = lastClose;
        this.files = new JournalFiles(root, owner, random);
        this.state = state;
    }

    /// Reads what was written.
    void replay(Recovery recovery) throws IOException {
        JournalFiles.Opened opened =
                files.open(
                        lastClose.owner(root),
                        lastClose.journal(),
                        (sequence, entry) -> {
                            recovery.learn(entry);
                            state.entry(sequence, entry);
                        });
        switch (opened) {
            case JournalFiles.None _ -> epoch = 0;
            case JournalFiles.Sound sound -> believe(sound, lastClose);
            case JournalFiles.Doubtful doubtful -> {
                // Where it went on, it was in doubt as well, and jumped.
                long jumps = doubtful.disowned() ? 2 : 1;
                epoch = doubtful.epoch();
                doubt(doubtful.why(), jumps, doubtful.lastSequence());
            }
        }
        state.giveUidValiditiesAbove(lastClose.highestUidValidity());
        read = true;
    }

    private void believe(JournalFiles.Sound sound, LastClose left) throws IOException {
        Journal journal = sound.journal();
        long lastSequence = journal.sequence() - 1;
        epoch = journal.epoch();
        if (!sound.untouched() && state.lastIndexed() > lastSequence) {
            closeQuietly(journal);
            doubt("the journal is older than an index", 1, lastSequence);
            return;
        }
        current = journal;
        state.tail().continueAfter(lastSequence);
        if (sound.untouched()) {
            left.believe();
        }
    }

    private void doubt(String why, long jumps, long lastSequence) throws IOException {
        LOG.log(
                Level.WARNING,
                "{0}: {1}; going on with what is left, UIDs and mod-sequences jump ahead",
                root,
                why);
        state.doubt(jumps * Engine.DOUBT_JUMP, lastSequence);
    }

    /// The one to write to, begun anew from the state if the last one failed.
    Journal current() throws IOException {
        Journal old = current;
        if (old != null && !old.hasFailed()) {
            return old;
        }
        if (!read) {
            throw new IOException("the journal was not read: " + root);
        }
        if (state.table().folders().isEmpty()) {
            lastClose.bereave(root, owner);
        }
        Journal anew =
                replace(
                        old,
                        files.begin(epoch, state.tail().firstSequence(), state.tail()::writeTo));
        files.disownBefore(anew.epoch());
        return anew;
    }

    /// Begins an epoch that continues this one.
    void nextEpoch() throws IOException {
        Journal old = current();
        // The next epoch counts on from its last entry, which may not have been forced.
        old.force();
        replace(old, files.beginNext(old, next -> Tail.repeat(next, state.image())));
    }

    /// Once the new one may be the one that counts, the old one is not written to any more.
    private Journal replace(@Nullable Journal old, Journal begun) throws IOException {
        if (old != null) {
            old.abandon();
        }
        files.publish(begun);
        current = begun;
        epoch = begun.epoch();
        if (old != null) {
            closeQuietly(old);
        }
        return begun;
    }

    private void closeQuietly(Journal old) {
        try {
            old.close();
        } catch (IOException useless) {
            LOG.log(Level.DEBUG, "closing in {0}: {1}", root, useless.getMessage());
        }
    }

    /// Earlier epochs are not needed any more.
    void forgetBefore(long firstNeeded) {
        files.removeBefore(firstNeeded);
    }

    /// How much of it the next start would have to read.
    long sizeBytes() {
        return current == null ? 0 : current.sizeBytes();
    }

    /// The one that was written to, if nothing is missing in it.
    Optional<Journal> whole() {
        return Optional.ofNullable(current).filter(written -> !written.hasFailed());
    }

    @Override
    public void close() throws IOException {
        if (current != null) {
            current.close();
        }
    }
}

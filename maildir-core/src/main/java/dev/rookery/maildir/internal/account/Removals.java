// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Has the files of expunged messages removed in the background, piece by piece. What the disk
/// refuses, and what is not where it was and not surely gone, is tried again some time soon, as
/// long as the account is open; the next opening does the rest.
final class Removals {
    private static final System.Logger LOG = System.getLogger(Removals.class.getName());
    private static final int UNSURE_MAX = 50;
    private static final Duration UNSURE_PAUSE = Duration.ofMillis(50);

    private final OpenAccount account;
    private final Engine engine;

    /// Mailboxes of which it was said that their files stay.
    private final Set<OpenMailbox> refused = ConcurrentHashMap.newKeySet();

    // Guarded by `works`, and so is what they hold, but for the pass: whoever works has it.
    private final Map<OpenMailbox, Work> works = new HashMap<>();

    Removals(OpenAccount account, Engine engine) {
        this.account = account;
        this.engine = engine;
    }

    /// What is going on in one mailbox.
    private static final class Work {
        final RemovalPass pass;

        /// Whether nobody works.
        boolean rests = true;

        /// Whether somebody wants more to be done when whoever works would rest.
        boolean asked;

        /// Whether it will be tried again.
        boolean planned;

        Work(OpenMailbox mailbox) {
            this.pass = new RemovalPass(mailbox);
        }
    }

    /// Removes what a mailbox owes, if there is any.
    void start(OpenMailbox mailbox) {
        if (mailbox.state().tombs().isEmpty()) {
            return;
        }
        Work work;
        synchronized (works) {
            work = works.computeIfAbsent(mailbox, Work::new);
            if (!work.rests) {
                work.asked = true;
                return;
            }
            work.rests = false;
        }
        goOn(mailbox, work);
    }

    private void goOn(OpenMailbox mailbox, Work work) {
        RemoveFiles piece = work.pass.piece();
        var _ =
                account.writer()
                        .submit(piece)
                        .whenComplete((_, trouble) -> after(mailbox, work, piece, trouble));
    }

    private void after(
            OpenMailbox mailbox, Work work, RemoveFiles piece, @Nullable Throwable trouble) {
        mailbox.lookout().expect(piece.others());
        Optional<Throwable> refusal = Optional.ofNullable(trouble).or(piece::refusal);
        RemovalPass.Next next = work.pass.after(piece);
        if (refusal.isPresent()) {
            next = RemovalPass.Next.WAIT;
            tell(mailbox, refusal.get());
        } else if (next == RemovalPass.Next.DONE) {
            refused.remove(mailbox);
        }
        if (next == RemovalPass.Next.GO_ON || !rest(mailbox, work, next)) {
            goOn(mailbox, work);
        }
    }

    private void tell(OpenMailbox mailbox, Throwable refusal) {
        if (!account.isClosed() && refused.add(mailbox)) {
            account.report("expunged files stay for now in " + mailbox.files(), refusal);
        }
    }

    /// Answers whether whoever works may leave it at that.
    private boolean rest(OpenMailbox mailbox, Work work, RemovalPass.Next next) {
        boolean plan;
        synchronized (works) {
            if (account.isClosed() || (next == RemovalPass.Next.DONE && !work.asked)) {
                works.remove(mailbox);
                return true;
            }
            work.rests = !work.asked;
            work.asked = false;
            plan = work.rests && !work.planned;
            work.planned |= plan;
            if (!work.rests) {
                return false;
            }
        }
        if (plan) {
            engine.soon(() -> tryAgain(mailbox, work));
        }
        return true;
    }

    private void tryAgain(OpenMailbox mailbox, Work work) {
        synchronized (works) {
            work.planned = false;
            if (!work.rests) {
                return;
            }
            work.rests = false;
        }
        work.pass.waited();
        followName(mailbox);
        goOn(mailbox, work);
    }

    /// They may lie elsewhere by now.
    private static void followName(OpenMailbox mailbox) {
        try {
            mailbox.followName();
        } catch (IOException | NoSuchMailboxException none) {
            LOG.log(Level.DEBUG, "nothing to remove files from: " + mailbox.files(), none);
        }
    }

    /// Removes all that a mailbox owes. For some files that may take as long as it takes to be sure
    /// that they are gone; if it takes too long, they are owed still.
    void finish(OpenMailbox mailbox) throws IOException {
        mailbox.followName();
        RemovalPass pass = new RemovalPass(mailbox);
        RemovalPass.Next next = RemovalPass.Next.GO_ON;
        for (int unsure = 0; next != RemovalPass.Next.DONE && unsure < UNSURE_MAX; ) {
            RemoveFiles piece = pass.piece();
            account.writer().run(piece);
            next = pass.after(piece);
            if (next == RemovalPass.Next.WAIT) {
                LockSupport.parkNanos(UNSURE_PAUSE.toNanos());
                pass.waited();
                unsure++;
            }
        }
    }
}

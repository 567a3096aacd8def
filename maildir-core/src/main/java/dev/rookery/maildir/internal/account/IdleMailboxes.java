// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Lets go of mailboxes that nobody used for a while: their files are closed, and what their index
/// says anyway is forgotten. Whoever wants one again has it opened, without a listing if nothing
/// changed meanwhile.
///
/// The turn is taken by whoever goes through them, and for good when the account closes.
final class IdleMailboxes {
    private static final System.Logger LOG = System.getLogger(IdleMailboxes.class.getName());

    private final OpenAccount account;
    private final AccountState state;
    private final Mailboxes mailboxes;
    private final LastClose lastClose;
    private final Duration after;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean stopped;

    /// @param after how long nobody has to have used them
    IdleMailboxes(
            OpenAccount account,
            AccountState state,
            Mailboxes mailboxes,
            LastClose lastClose,
            Duration after) {
        this.account = account;
        this.state = state;
        this.mailboxes = mailboxes;
        this.lastClose = lastClose;
        this.after = after;
    }

    void letGo() {
        if (turn.tryAcquire()) {
            try {
                mailboxes.all().stream().filter(this::isIdle).forEach(this::letGo);
            } finally {
                turn.release();
            }
        }
    }

    private boolean isIdle(OpenMailbox mailbox) {
        return !stopped
                && mailbox.users().areGoneFor(after)
                && !mailbox.shared().isListenedTo()
                && !account.isBusyWith(mailbox);
    }

    private void letGo(OpenMailbox mailbox) {
        try {
            long arrivals = mailbox.users().arrivals();
            Optional<FolderListing.Marks> marks = mailbox.lookout().leave();
            FolderState then = mailbox.state();
            if (!then.owes() && mailbox.users().endIfGoneSince(arrivals)) {
                close(mailbox, then, marks);
            }
        } catch (NoSuchMailboxException deleted) {
            LOG.log(Level.DEBUG, "let go when it was deleted", deleted);
        } catch (IOException | RuntimeException trouble) {
            account.report("cannot let go of " + mailbox.files(), trouble);
        }
    }

    /// Nobody comes in any more; whoever wants to opens it anew afterwards.
    private void close(OpenMailbox mailbox, FolderState then, Optional<FolderListing.Marks> marks)
            throws IOException {
        try {
            mailbox.cache().close();
            account.writer().run(new LetGo(mailbox, then, marks));
        } finally {
            mailboxes.detach(mailbox);
            mailbox.users().gone();
        }
    }

    /// None is let go after this returns.
    void stop() {
        stopped = true;
        turn.acquireUninterruptibly();
    }

    /// Forgets what a folder's index tells. On the writer, where nothing changes meanwhile.
    private final class LetGo implements Operation<Boolean> {
        private final OpenMailbox mailbox;
        private final FolderState then;
        private final Optional<FolderListing.Marks> marks;

        LetGo(OpenMailbox mailbox, FolderState then, Optional<FolderListing.Marks> marks) {
            this.mailbox = mailbox;
            this.then = then;
            this.marks = marks;
        }

        @Override
        public boolean alone() {
            return true;
        }

        @Override
        public Boolean prepare(Draft draft) {
            if (marks.isPresent() && mailbox.isStill(then)) {
                lastClose.left(mailbox.id(), new ClosedAccount.Folder(marks.get(), then.status()));
            }
            state.unload(List.of(mailbox.id()));
            mailboxes.detach(mailbox);
            return true;
        }
    }
}

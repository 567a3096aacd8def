// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command.Access;
import java.io.IOException;

/// The mailbox a session has open, how, and what its client was told of it.
final class Selection implements AutoCloseable {
    private final Mailbox mailbox;
    private final Access access;
    private final Enabled enabled;
    private final Failures failures;
    private final Doorbell doorbell;
    private final SessionView view;
    private boolean gone;
    private UidSet ownExpunges = UidSet.EMPTY;
    private UidSet ownArrivals = UidSet.EMPTY;

    private Selection(
            Mailbox mailbox,
            Access access,
            Doorbell doorbell,
            SessionView view,
            Enabled enabled,
            Failures failures) {
        this.mailbox = mailbox;
        this.access = access;
        this.enabled = enabled;
        this.failures = failures;
        this.doorbell = doorbell;
        this.view = view;
    }

    /// Opens `mailbox`, with what other programs did to it.
    ///
    /// @param ring is run, from any thread, when there may be news
    static Opened open(
            Mailbox mailbox, Access access, Enabled enabled, Runnable ring, Failures failures)
            throws IOException {
        mailbox.refresh();
        UidSet recent = claimRecent(mailbox, access, enabled, failures);
        Doorbell doorbell = new Doorbell(mailbox, ring);
        Snapshot first = mailbox.snapshot();
        SessionView view = new SessionView(first, recent);
        Selection selection = new Selection(mailbox, access, doorbell, view, enabled, failures);
        return new Opened(selection, first);
    }

    /// A selection, and the state the client is to be told at first.
    record Opened(Selection selection, Snapshot first) {}

    Mailbox mailbox() {
        return mailbox;
    }

    SessionView view() {
        return view;
    }

    Access access() {
        return access;
    }

    Audience audience() {
        return new Audience(view, enabled);
    }

    /// What its client has switched on.
    Enabled enabled() {
        return enabled;
    }

    boolean isWritable() {
        return access == Access.READ_WRITE;
    }

    /// @throws Refusal if the mailbox was opened with EXAMINE
    void requireWritable() {
        if (!isWritable()) {
            throw Refusal.no("READ-ONLY", "The mailbox was opened with EXAMINE.");
        }
    }

    /// The session itself expunged these: that is told whatever else is not.
    void expunged(UidSet messages) {
        ownExpunges = ownExpunges.or(messages);
    }

    UidSet takeOwnExpunges() {
        UidSet taken = ownExpunges;
        ownExpunges = UidSet.EMPTY;
        return taken;
    }

    /// The session itself put these here: they are counted, not shown (RFC 5465 §5.2).
    void arrived(UidSet messages) {
        ownArrivals = ownArrivals.or(messages);
    }

    UidSet takeOwnArrivals() {
        UidSet taken = ownArrivals;
        ownArrivals = UidSet.EMPTY;
        return taken;
    }

    /// Trouble that the client need not hear of.
    void report(String where, Exception trouble) {
        failures.report(where, trouble);
    }

    /// Looks for what other programs did.
    void refresh() throws IOException {
        try {
            mailbox.refresh();
        } catch (NoSuchMailboxException deleted) {
            gone = true;
        }
    }

    /// The mailbox was deleted by this very session.
    void markGone() {
        gone = true;
    }

    /// Whether there is nothing left to speak about: deleted, or not the mailbox it was.
    boolean isGone() {
        return gone
                || doorbell.deleted()
                || !mailbox.snapshot().uidValidity().equals(view.uidValidity());
    }

    /// Whether the account was closed, whoever had it open.
    boolean isLost() {
        return doorbell.closed();
    }

    /// Catches up with the mailbox; the client must be told what comes back.
    Update update(boolean tellExpunges, boolean tellFlags) throws IOException {
        Snapshot now = mailbox.snapshot();
        UidSet claimed = UidSet.EMPTY;
        if (!view.arrivals(now).isEmpty()) {
            claimed = claimRecent(mailbox, access, enabled, failures);
            now = mailbox.snapshot();
        }
        return new Update(now, view.catchUp(now, claimed, tellExpunges, tellFlags));
    }

    /// News, and the state they lead to.
    record Update(Snapshot now, News news) {}

    @Override
    public void close() {
        doorbell.close();
    }

    /// On a full disk mail can still be read: then nobody claims it.
    private static UidSet claimRecent(
            Mailbox mailbox, Access access, Enabled enabled, Failures failures) throws IOException {
        if (!enabled.knowsRecent()) {
            return UidSet.EMPTY;
        }
        if (access == Access.READ_ONLY) {
            return mailbox.recent();
        }
        try {
            return mailbox.claimRecent();
        } catch (NoSpaceException full) {
            failures.report("claiming recent messages", full);
            return mailbox.recent();
        }
    }
}

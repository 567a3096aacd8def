// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import dev.rookery.maildir.search.SearchProgress;
import dev.rookery.maildir.search.SearchQuery;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;

/// One mailbox on disk, shared by any number of sessions. Readers hold a [Snapshot] and never wait
/// for a writer. Safe to share between threads.
///
/// Every change is durable when its method returns. After the mailbox was deleted, all that needs
/// its files throws [NoSuchMailboxException].
public interface Mailbox {
    MailboxName name();

    /// What stays the same when the mailbox is renamed, and is never another mailbox's: 32
    /// hexadecimal digits. MAILBOXID, RFC 8474 §4; the mailbox GUID of Dovecot.
    String mailboxId();

    /// What a message has in common with its copies in other mailboxes of the account, wherever
    /// they were copied or moved, and with no other message. EMAILID, RFC 8474 §5.1.
    ///
    /// @throws MessageExpungedException if there is no such message any more
    String emailId(Uid uid) throws IOException;

    /// The newest committed state. Cheap: no copy, no lock.
    Snapshot snapshot();

    /// Looks for what other programs did to the files, and returns the state that includes it.
    ///
    /// @throws NoSuchMailboxException if the mailbox is not there any more, or has other UIDs now,
    ///   as another server gave them out; then [Account#mailbox] tells which
    /// @throws AccountInUseException if Dovecot or Courier is at work in the folder; until it
    ///   leaves, all that would change the mailbox is refused like this
    Snapshot refresh() throws IOException;

    /// Begins a message. It becomes visible, whole and with the next UID, only through
    /// [Delivery#commit].
    ///
    /// @param internalDate in whole seconds; what is more than two hours ahead of the clock counts
    ///   as two hours ahead
    /// @throws LimitException if the flags hold more keywords than a mailbox may have
    Delivery deliver(Flags flags, Instant internalDate) throws IOException;

    /// Like [#deliver] for several messages, all of them or none.
    Deliveries deliverAll() throws IOException;

    /// Changes flags of all of the messages in one step. UIDs that are not there are passed over.
    ///
    /// @throws LimitException if the mailbox would have more keywords than it may
    Snapshot changeFlags(UidSet messages, FlagChange change) throws IOException;

    /// Like [#changeFlags(UidSet, FlagChange)], but for messages whose mod-sequence is not greater
    /// than `unchangedSince` at the moment of the change: nobody's change comes in between. STORE
    /// with UNCHANGEDSINCE, RFC 7162 §3.1.3.
    ///
    /// @throws LimitException if the mailbox would have more keywords than it may
    ConditionalChange changeFlags(UidSet messages, FlagChange change, ModSeq unchangedSince)
            throws IOException;

    /// Removes messages for good. UIDs that are not there are passed over.
    Snapshot expunge(UidSet messages) throws IOException;

    /// Copies all of the messages or none, with flags and dates, to another mailbox of the account.
    ///
    /// @throws IllegalArgumentException if the target is of another account
    /// @throws NoSuchMailboxException if either of them was deleted
    /// @throws QuotaExceededException if the account may not hold so much more
    /// @throws LimitException if the target would have more keywords than it may, or has used up
    ///   its UIDs
    Copied copy(UidSet messages, Mailbox target) throws IOException;

    /// Moves all of the messages or none, with flags and dates, to another mailbox of the account.
    /// The account grows by nothing, so its quota is no obstacle.
    ///
    /// @throws IllegalArgumentException if the target is of another account
    /// @throws NoSuchMailboxException if either of them was deleted
    /// @throws LimitException if the target would have more keywords than it may, or has used up
    ///   its UIDs
    Copied move(UidSet messages, Mailbox target) throws IOException;

    /// The message to be read; its holder closes it.
    ///
    /// @throws MessageExpungedException if there is no such message any more
    Message message(Uid uid) throws IOException;

    /// For whoever reads these messages one after the other: answers as [#message(Uid)] does, and
    /// in ascending order with less of the disk. For one thread; holds nothing that has to be
    /// closed.
    MessageReader reader(UidSet messages);

    /// The messages among `candidates` that match.
    default UidSet search(SearchQuery query, UidSet candidates) throws IOException {
        return search(query, candidates, SearchProgress.NONE);
    }

    /// The same for whoever wants to know how far it is, or to end it.
    UidSet search(SearchQuery query, UidSet candidates, SearchProgress progress) throws IOException;

    /// The messages nobody has claimed before: `\Recent` for the caller alone. RFC 3501 §2.3.2.
    UidSet claimRecent() throws IOException;

    /// Messages nobody has claimed yet, without claiming them.
    UidSet recent();

    /// Reports later commits in order, with no lock held, until the subscription closes. The
    /// listener must not block.
    Subscription subscribe(Consumer<Change> listener);
}

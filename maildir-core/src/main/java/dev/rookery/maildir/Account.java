// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;

/// One user's mail: INBOX at the root and the folders below it. Safe to share between threads.
///
/// Obtained from [MailStore#open]; each opener closes its own. Every change is durable when its
/// method returns.
public interface Account extends AutoCloseable {
    /// The mailboxes there are, INBOX included.
    SortedSet<MailboxName> mailboxes() throws IOException;

    /// Opens the mailbox, or joins those who have it open. The first time it takes over the UIDs
    /// that another server gave out, and all files that lie there.
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    /// @throws AccountInUseException if Dovecot or Courier is at work in the folder
    Mailbox mailbox(MailboxName name) throws IOException;

    /// The mailbox in numbers, other programs' changes included. Cheaper than opening it: what was
    /// known when the account was closed is told again as long as nothing changed.
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    MailboxStatus status(MailboxName name) throws IOException;

    /// @throws MailboxExistsException if it is there
    /// @throws InvalidMailboxNameException if no folder on disk can carry the name
    Mailbox create(MailboxName name) throws IOException;

    /// Creates a mailbox with these uses, or not at all (RFC 6154 §3). An empty set assigns
    /// nothing, like [#create(MailboxName)]. Nothing keeps several mailboxes from having the same
    /// use.
    ///
    /// @throws MailboxExistsException if it is there
    /// @throws InvalidMailboxNameException if no folder on disk can carry the name
    Mailbox create(MailboxName name, Set<SpecialUse> uses) throws IOException;

    /// What each mailbox is for that was told by [#assign] or when it was created; those of which
    /// nobody has said anything are missing. An empty set says that a mailbox has no use, whatever
    /// its name suggests.
    SortedMap<MailboxName, Set<SpecialUse>> specialUses() throws IOException;

    /// From here on the mailbox has these uses, and no others (RFC 6154 §4). They stay with it when
    /// it is renamed, and go when it is deleted. INBOX may have some as well.
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    void assign(MailboxName name, Set<SpecialUse> uses) throws IOException;

    /// Annotations of the account as a whole, by name. METADATA, RFC 5464: the server's, private.
    SortedMap<String, AnnotationValue> annotations() throws IOException;

    /// Annotations of a mailbox, by name. They stay with it when it is renamed, and go when it is
    /// deleted.
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    SortedMap<String, AnnotationValue> annotations(MailboxName name) throws IOException;

    /// Sets annotations of the account as a whole, and removes those without a value; all of them
    /// or none.
    ///
    /// @throws LimitException if there would be more than 100, or more than a mebibyte of all those
    ///   of the account
    void annotate(Map<String, Optional<AnnotationValue>> values) throws IOException;

    /// The same of a mailbox. If anything changes, its mod-sequence is greater then (RFC 7162
    /// §3.2).
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    /// @throws LimitException as [#annotate(Map)]
    void annotate(MailboxName name, Map<String, Optional<AnnotationValue>> values)
            throws IOException;

    /// Both [#annotate(MailboxName, Map)] and [#assign], or none of it.
    void annotate(
            MailboxName name, Map<String, Optional<AnnotationValue>> values, Set<SpecialUse> uses)
            throws IOException;

    /// Removes the mailbox and its messages; mailboxes below it stay.
    ///
    /// @throws NoSuchMailboxException if there is no such mailbox
    /// @throws InvalidMailboxNameException for INBOX
    void delete(MailboxName name) throws IOException;

    /// Renames a mailbox and all below it. INBOX itself stays and only its messages move (RFC 9051
    /// §6.3.6).
    ///
    /// @throws NoSuchMailboxException if neither the mailbox nor one below it is there
    /// @throws MailboxExistsException if the new name is taken
    /// @throws InvalidMailboxNameException if no folder on disk can carry a name, or if the new one
    ///   lies below the old one
    void rename(MailboxName from, MailboxName to) throws IOException;

    /// Subscribed names, whether or not such mailboxes are there.
    SortedSet<MailboxName> subscriptions() throws IOException;

    /// Notes that somebody wants to see the mailbox, which need not be there. Once more does
    /// nothing. RFC 9051 §6.3.7.
    ///
    /// @throws LimitException if the account has 10,000 subscriptions
    void subscribe(MailboxName name) throws IOException;

    /// Forgets that somebody wanted to see the mailbox, if anybody did. RFC 9051 §6.3.8.
    void unsubscribe(MailboxName name) throws IOException;

    /// Reports later commits in order, those of each in one list, with no lock held, until the
    /// subscription closes. The listener must not block. What other programs do is told once
    /// somebody has looked: whoever has the mailbox open, or asks for it.
    Subscription subscribe(Consumer<List<AccountChange>> listener) throws IOException;

    /// What the account holds, and what it may.
    Quota quota() throws IOException;

    @Override
    void close();
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What this very session did to its account: it need not be told. RFC 5465 §5.
///
/// Notes nothing while nobody listens. What is done is noted before the news of it are looked at,
/// and forgotten with them.
final class OwnChanges {
    private final Set<AccountChange> changes = new HashSet<>();
    private final Map<MailboxName, UidSet> arrivals = new HashMap<>();
    private boolean listening;

    /// From now on the news of the account are told, or are not.
    void note(boolean on) {
        listening = on;
        clear();
    }

    void add(AccountChange change) {
        if (!listening) {
            return;
        }
        switch (change) {
            case AccountChange.Arrived(MailboxName mailbox, UidSet uids) ->
                    arrivals.merge(mailbox, uids, UidSet::or);
            case AccountChange other -> changes.add(other);
        }
    }

    /// Whether the session did this, and nobody else.
    boolean contains(AccountChange change) {
        return switch (change) {
            case AccountChange.Arrived(MailboxName mailbox, UidSet uids) ->
                    uids.minus(arrivals(mailbox)).isEmpty();
            case AccountChange other -> changes.contains(other);
        };
    }

    /// Messages the session put there.
    UidSet arrivals(MailboxName mailbox) {
        return arrivals.getOrDefault(mailbox, UidSet.EMPTY);
    }

    void clear() {
        changes.clear();
        arrivals.clear();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.NoSuchMailboxException;
import java.io.IOException;

/// A user who proved who they are, with their mail opened.
///
/// @param place in the count of this user's sessions; given back at the end
/// @param own what this session did to the account and is not to be told of
record SignedIn(
        String login, Account account, MailboxNames names, UserSessions.Place place, OwnChanges own)
        implements AutoCloseable {
    /// The mailbox of that name, as the client writes it.
    Mailbox mailbox(String name) throws IOException {
        return account.mailbox(names.parse(name));
    }

    /// A mailbox that messages shall go to; a client may offer to create it (RFC 3501 §6.3.11).
    Mailbox destination(String name) throws IOException {
        try {
            return mailbox(name);
        } catch (NoSuchMailboxException missing) {
            throw Refusal.no("TRYCREATE", "There is no such mailbox.");
        }
    }

    @Override
    public void close() {
        place.close();
        account.close();
    }
}

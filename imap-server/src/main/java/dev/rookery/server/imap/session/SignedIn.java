// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import java.io.IOException;
import java.text.Normalizer;

/// A user who proved who they are, with their mail opened.
///
/// @param place in the count of this user's sessions; given back at the end
/// @param own what this session did to the account and is not to be told of
/// @param enabled what the client has switched on
record SignedIn(
        String login,
        Account account,
        MailboxNames names,
        UserSessions.Place place,
        OwnChanges own,
        Enabled enabled)
        implements AutoCloseable {
    /// What the client means by `text`. Where names are Net-Unicode, another spelling of a name is
    /// the same name, unless there is a mailbox of just that spelling (RFC 9051 §5.1).
    MailboxName name(String text) throws IOException {
        String normal = normal(text);
        if (normal.equals(text)) {
            return names.parse(text);
        }
        MailboxName asWritten = names.parse(text);
        return account.mailboxes().contains(asWritten) ? asWritten : names.parse(normal);
    }

    /// The same for a mailbox that is to be made.
    MailboxName newName(String text) {
        return names.parseNew(normal(text));
    }

    /// Whether the client knows that it wrote a name otherwise than we do (RFC 9051 §6.3.9.7).
    boolean isSpelledOtherwise(MailboxName name, String text) {
        String written = names.withoutMark(text);
        return enabled.has(Enabled.Extension.IMAP4REV2) && !names.text(name).equals(written);
    }

    /// A name, or a pattern of names, in the one form there is.
    String normal(String text) {
        return enabled.has(Enabled.Extension.IMAP4REV2)
                ? Normalizer.normalize(text, Normalizer.Form.NFC)
                : text;
    }

    /// The mailbox of that name, as the client writes it.
    Mailbox mailbox(String name) throws IOException {
        return account.mailbox(name(name));
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

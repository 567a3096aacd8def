// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;

/// EXPUNGE, UID EXPUNGE (RFC 4315), CLOSE and UNSELECT (RFC 3691).
final class ExpungeCommands {
    private ExpungeCommands() {}

    static Outcome expunge(Selection selection) throws IOException {
        selection.requireWritable();
        expunge(deleted(selection), selection);
        return Outcome.ok("Expunged.");
    }

    static Outcome uidExpunge(
            Command.UidExpunge command, Selection selection, MessageLimit limit, Responses out)
            throws IOException {
        selection.requireWritable();
        UidSet named = selection.view().messages(command.uids());
        MessageLimit.Share share = limit.of(deleted(selection).and(named));
        expunge(share.messages(), selection);
        return share.told(Outcome.ok("Expunged."), out);
    }

    /// Expunges without a word, unless the mailbox was only looked at.
    static Outcome close(SignedIn user, Selection selection) throws IOException {
        if (selection.isWritable()) {
            UidSet messages = deleted(selection);
            expunge(messages, selection);
            user.own().add(new AccountChange.Expunged(selection.mailbox().name(), messages));
        }
        return new Outcome.Enter(new State.Authenticated(user), Status.ok("Closed."));
    }

    static Outcome unselect(SignedIn user) {
        return new Outcome.Enter(new State.Authenticated(user), Status.ok("Closed."));
    }

    private static UidSet deleted(Selection selection) {
        return selection.mailbox().snapshot().having(SystemFlag.DELETED);
    }

    private static void expunge(UidSet messages, Selection selection) throws IOException {
        if (!messages.isEmpty()) {
            selection.mailbox().expunge(messages);
            selection.expunged(messages);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.StatusItem;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Data;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/// STATUS: RFC 9051 §6.3.11 and what extensions add to it.
final class StatusCommand {
    private final long appendBytesMax;

    StatusCommand(long appendBytesMax) {
        this.appendBytesMax = appendBytesMax;
    }

    Outcome run(Command.Status command, SignedIn user, Responses out) throws IOException {
        tell(user.name(command.mailbox()), command.items(), user, out);
        return Outcome.ok("That is its status.");
    }

    /// The response for one mailbox.
    void tell(MailboxName mailbox, List<StatusItem> items, SignedIn user, Responses out)
            throws IOException {
        out.untagged(response(mailbox, items, user));
    }

    Data response(MailboxName mailbox, List<StatusItem> items, SignedIn user) throws IOException {
        MailboxStatus status = user.account().status(mailbox);
        StringJoiner values = new StringJoiner(" ", " (", ")");
        for (StatusItem item : items) {
            values.add(item.imapName() + " " + value(item, status, mailbox, user));
        }
        String name = user.names().text(mailbox);
        return line -> line.raw("STATUS ").mailbox(name).raw(values.toString());
    }

    private String value(StatusItem item, MailboxStatus status, MailboxName mailbox, SignedIn user)
            throws IOException {
        return switch (item) {
            case MESSAGES -> String.valueOf(status.messages());
            case RECENT -> String.valueOf(status.recent());
            case UIDNEXT -> String.valueOf(status.uidNext());
            case UIDVALIDITY -> String.valueOf(status.uidValidity());
            case UNSEEN -> String.valueOf(status.unseen());
            case DELETED -> String.valueOf(status.deleted());
            case SIZE -> String.valueOf(status.sizeBytes());
            case HIGHESTMODSEQ -> String.valueOf(status.highestModSeq());
            case APPENDLIMIT -> String.valueOf(appendBytesMax);
            case MAILBOXID -> "(" + ObjectIds.of(user.account().mailbox(mailbox)) + ")";
            case DELETED_STORAGE ->
                    status.deleted() == 0 ? "0" : deletedBytes(user.account().mailbox(mailbox));
        };
    }

    /// What would be free without the messages marked as deleted. RFC 9208 §4.1.4.
    private static String deletedBytes(Mailbox mailbox) throws IOException {
        Snapshot now = mailbox.snapshot();
        long bytes = 0;
        for (Uid uid : now.having(SystemFlag.DELETED)) {
            bytes += now.physicalBytes(uid);
        }
        return String.valueOf(bytes);
    }
}

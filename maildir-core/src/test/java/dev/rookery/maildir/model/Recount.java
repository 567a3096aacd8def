// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Quota;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;

/// What an account holds, counted message by message.
public record Recount(long messages, long bytes) {
    public static Recount of(Account account) throws IOException {
        long messages = 0;
        long bytes = 0;
        for (MailboxName name : account.mailboxes()) {
            Snapshot snapshot = account.mailbox(name).snapshot();
            messages += snapshot.uids().size();
            for (Uid uid : snapshot.uids()) {
                bytes += ((MailboxSnapshot) snapshot).requireRow(uid).physicalBytes();
            }
        }
        return new Recount(messages, bytes);
    }

    public void requireToldBy(Quota told) {
        Invariant.I12.require(
                told.usedMessages() == messages && told.usedBytes() == bytes,
                "told %s, counted %s",
                told,
                this);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.util.Optional;

/// What an account holds, counted message by message.
record Recount(long messages, long bytes) {
    static Recount of(Account account) throws IOException {
        long messages = 0;
        long bytes = 0;
        for (MailboxName name : account.mailboxes()) {
            Snapshot snapshot = account.mailbox(name).snapshot();
            messages += snapshot.uids().size();
            for (Uid uid : snapshot.uids()) {
                bytes += snapshot.sizeBytes(uid);
            }
        }
        return new Recount(messages, bytes);
    }

    /// @param told the store's own figures; empty as long as it tells none
    void requireToldBy(Optional<Recount> told) {
        Invariant.I12.require(
                told.isEmpty() || told.get().equals(this), "told %s, counted %s", told, this);
    }
}

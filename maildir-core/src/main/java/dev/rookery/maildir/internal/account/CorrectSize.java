// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// Gives a message the size it has with CRLF line ends, which its name told wrong. Clients may rely
/// on it that a message never changes, so it is another one from here on, with the same flags.
final class CorrectSize implements Operation<Boolean> {
    private final OpenMailbox mailbox;
    private final long uid;
    private final long crlfBytes;

    CorrectSize(OpenMailbox mailbox, long uid, long crlfBytes) {
        this.mailbox = mailbox;
        this.uid = uid;
        this.crlfBytes = crlfBytes;
    }

    /// Whether a message has its size from its name alone, and another one by its content.
    static boolean isDue(Row row, long crlfBytes) {
        return row.virtualBytes() != crlfBytes
                && MessageFileName.parse(row.base())
                        .map(MessageFileName::crlfBytes)
                        .filter(OptionalLong.of(row.virtualBytes())::equals)
                        .isPresent();
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether there was anything to correct.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        if (!folder.snapshot().uids().contains(uid)) {
            return false;
        }
        Row row = folder.snapshot().requireRow(new Uid(uid));
        if (!isDue(row, crlfBytes)) {
            return false;
        }
        Flags flags = folder.snapshot().flags(new Uid(uid));
        Found file = new Found(new MessageFileName(folder.fileName(row)), folder.isInNew(uid));
        ReconcileFolder.forget(draft, mailbox, UidSet.of(new Uid(uid)));
        FolderState without = draft.folder(mailbox.id(), mailbox.name());
        Arrival arrival = new Arrival(file, row.physicalBytes(), crlfBytes, row.dateSeconds());
        draft.addMessages(
                mailbox,
                List.of(
                        Arrivals.entry(
                                mailbox,
                                Limits.requireUids(without.snapshot(), 1),
                                without.snapshot().highestModSeq().value() + 1,
                                flags,
                                row.savedSeconds(),
                                arrival)));
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.util.Optional;

/// A message that another folder is to have as well, or instead.
///
/// @param row what is known of it where it is
/// @param name of its file where it is to be, in `cur/`
record MessageCopy(Row row, Flags flags, MessageFileName name) {
    static MessageCopy of(MailboxSnapshot from, Row row, MessageFileName newName) {
        Flags flags = from.flags(new Uid(row.uid()));
        MessageFileName base = newName.withSizes(row.physicalBytes(), row.virtualBytes());
        return new MessageCopy(row, flags, base.with(flags.system(), "").orElse(base));
    }

    /// What the journal says of it.
    Entry.MessageAdded entry(int source, int target, long uid, long modSeq, long savedSeconds) {
        Entry.Place copied = new Entry.Place(source, row.uid());
        Entry.Place origin =
                row.origin()
                        .map(first -> new Entry.Place(first.folder(), first.uid()))
                        .orElse(copied);
        return new Entry.MessageAdded(
                target,
                uid,
                modSeq,
                flags,
                row.dateSeconds(),
                savedSeconds,
                row.physicalBytes(),
                row.virtualBytes(),
                name.text(),
                false,
                Optional.of(copied),
                Optional.of(origin),
                Optional.empty());
    }
}

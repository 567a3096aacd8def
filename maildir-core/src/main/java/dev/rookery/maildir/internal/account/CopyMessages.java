// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// COPY and MOVE, all or nothing, by second names for the same files.
///
/// A copy is promised first: recovery completes it from its origin. A move must never be without a
/// file, so all its files are in the target, durably, before the journal says that anything moved.
final class CopyMessages implements Operation<Copied> {
    private final OpenMailbox source;
    private final OpenMailbox target;
    private final UidSet messages;
    private final boolean move;
    private final List<Planned> planned = new ArrayList<>();
    private UidSet added = UidSet.EMPTY;

    private record Planned(Row row, MessageFileName name) {}

    CopyMessages(OpenMailbox source, UidSet messages, OpenMailbox target, boolean move) {
        this.source = source;
        this.target = target;
        this.messages = messages;
        this.move = move;
    }

    @Override
    public boolean alone() {
        return move;
    }

    @Override
    public Copied prepare(Draft draft) throws IOException {
        MailboxSnapshot from = draft.folder(source.id(), source.name()).snapshot();
        MailboxSnapshot into = draft.folder(target.id(), target.name()).snapshot();
        UidSet present = messages.and(from.uids());
        if (into.uidNext().value() + present.size() > Uid.MAX) {
            throw new LimitException("the mailbox has used up its UIDs");
        }
        present.forEach(uid -> plan(from, uid));
        if (move) {
            linkAll();
            target.files().cur().force();
        }
        addAll(draft, from, into);
        if (move && !present.isEmpty()) {
            long modSeq =
                    draft.folder(source.id(), source.name()).snapshot().highestModSeq().value();
            draft.add(new Entry.MessagesExpunged(source.id(), modSeq + 1, present));
        }
        return new Copied(into.uidValidity(), present, added);
    }

    private void plan(MailboxSnapshot from, Uid uid) {
        Flags flags = from.flags(uid);
        Row row = from.row(uid).orElseThrow();
        MessageFileName base = target.newName().withSizes(row.physicalBytes(), row.virtualBytes());
        planned.add(new Planned(row, base.with(flags.system(), "").orElse(base)));
    }

    private void addAll(Draft draft, MailboxSnapshot from, MailboxSnapshot into) {
        long uid = into.uidNext().value();
        long modSeq = into.highestModSeq().value() + 1;
        UidSet.Builder uids = UidSet.builder();
        for (Planned each : planned) {
            Row row = each.row();
            Flags flags = from.flags(new Uid(row.uid()));
            Limits.requireRoomForKeywords(
                    draft.folder(target.id(), target.name()).snapshot(), flags);
            draft.add(
                    new Entry.MessageAdded(
                            target.id(),
                            uid,
                            modSeq,
                            flags,
                            row.dateSeconds(),
                            row.physicalBytes(),
                            row.virtualBytes(),
                            each.name().text(),
                            false,
                            Optional.of(new Entry.Origin(source.id(), row.uid()))));
            uids.add(new Uid(uid++));
        }
        added = uids.build();
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (!move) {
            linkAll();
            aftermath.touched(target.files().cur());
        }
    }

    private void linkAll() throws IOException {
        try {
            for (Planned each : planned) {
                source.linkTo(each.row(), target.files().cur(), each.name().text());
            }
        } catch (IOException refused) {
            discardAll();
            throw refused;
        }
    }

    private void discardAll() {
        planned.forEach(each -> target.discard(each.name().text(), false));
    }

    @Override
    public void undo(Aftermath aftermath) {
        if (move) {
            // Both folders have durable files and a durable record: there is nothing half done.
            return;
        }
        discardAll();
        aftermath.add(new Entry.MessagesExpunged(target.id(), 0, added));
    }
}

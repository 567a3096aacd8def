// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Gives messages the sizes they have with CRLF line ends, which their names told wrong. Clients
/// may rely on it that a message never changes, so each is a new one from here on, with the same
/// flags.
final class CorrectSizes implements Operation<Set<Found>> {
    private final OpenMailbox mailbox;
    private final SortedMap<Long, Long> crlfBytes;

    /// A message, and its true size.
    private record Wrong(Row row, Found file, Flags flags, long crlfBytes) {}

    /// @param crlfBytes by UID
    CorrectSizes(OpenMailbox mailbox, SortedMap<Long, Long> crlfBytes) {
        this.mailbox = mailbox;
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

    /// Answers the files whose messages were corrected: a look that is under way may have seen them
    /// as those of the messages they were.
    @Override
    public Set<Found> prepare(Draft draft) throws IOException {
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        List<Wrong> wrong = wrong(folder);
        if (wrong.isEmpty()) {
            return Set.of();
        }
        UidSet.Builder uids = UidSet.builder();
        wrong.forEach(each -> uids.accept(each.row().uid()));
        ReconcileFolder.forget(draft, mailbox, uids.build());
        draft.addMessages(mailbox, entries(draft.folder(mailbox.id(), mailbox.name()), wrong));
        return wrong.stream().map(Wrong::file).collect(Collectors.toSet());
    }

    /// Those that copies are still owed of stay as they are.
    private List<Wrong> wrong(FolderState folder) throws IOException {
        UidSet stay = folder.unplaced().or(mailbox.originals());
        List<Wrong> wrong = new ArrayList<>();
        for (Map.Entry<Long, Long> each : crlfBytes.entrySet()) {
            long uid = each.getKey();
            if (folder.snapshot().uids().contains(uid) && !stay.contains(uid)) {
                Row row = folder.snapshot().requireRow(new Uid(uid));
                long bytes = each.getValue();
                if (isDue(row, bytes)) {
                    Found file =
                            new Found(
                                    new MessageFileName(folder.fileName(row)), folder.isInNew(uid));
                    wrong.add(new Wrong(row, file, folder.snapshot().flags(new Uid(uid)), bytes));
                }
            }
        }
        return wrong;
    }

    private List<Entry.MessageAdded> entries(FolderState folder, List<Wrong> wrong) {
        long uid = Limits.requireUids(folder.snapshot(), wrong.size());
        long modSeq = folder.snapshot().highestModSeq().value();
        List<Entry.MessageAdded> entries = new ArrayList<>();
        for (Wrong each : wrong) {
            Row row = each.row();
            Arrival arrival =
                    new Arrival(
                            each.file(), row.physicalBytes(), each.crlfBytes(), row.dateSeconds());
            entries.add(
                    Arrivals.entry(
                            mailbox, uid++, ++modSeq, each.flags(), row.savedSeconds(), arrival));
        }
        return entries;
    }
}

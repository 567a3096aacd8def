// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import dev.rookery.maildir.internal.sync.Arrival;
import dev.rookery.maildir.internal.sync.Found;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives UIDs to mail that other programs delivered.
final class TakeIn implements Operation<Boolean> {
    private static final long NEVER = -1;

    private final OpenMailbox mailbox;
    private final List<Arrival> arrivals;
    private final boolean sinceLastLook;
    private final long ownChanges;
    private final long uidNext;
    private long uidNextThen;

    /// By the letters of a name; most messages have few.
    private final Map<Integer, Flags> flags = new HashMap<>();

    /// @param sinceLastLook whether it came while somebody kept an eye on the folder: otherwise
    ///   nobody knows when
    /// @param ownChanges how often we had changed something in the folder when they were seen
    /// @param uidNext what the next message would have got when they were no messages yet
    TakeIn(
            OpenMailbox mailbox,
            List<Arrival> arrivals,
            boolean sinceLastLook,
            long ownChanges,
            long uidNext) {
        this.mailbox = mailbox;
        this.arrivals = arrivals;
        this.sinceLastLook = sinceLastLook;
        this.ownChanges = ownChanges;
        this.uidNext = uidNext;
        this.uidNextThen = uidNext;
    }

    /// What the next message will get if none but these came since they were seen; otherwise
    /// [#NEVER], as others came that may be among those still to be taken in.
    long uidNext() {
        return uidNextThen;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers whether all were there that had no UID.
    @Override
    public Boolean prepare(Draft draft) throws IOException {
        FolderState folder = draft.folder(mailbox.id(), mailbox.name());
        boolean changed = mailbox.lookout().ownChanges() != ownChanges;
        List<Arrival> fresh = new ArrayList<>();
        boolean all = true;
        for (Arrival arrival : unknown(folder)) {
            if (changed && !isThere(arrival.found())) {
                all = false;
            } else {
                fresh.add(arrival);
            }
        }
        draft.addMessages(mailbox, entries(folder, fresh));
        uidNextThen = isStillNext(folder) ? uidNext + fresh.size() : NEVER;
        return all;
    }

    /// Those that are no messages yet. As long as no other came, none of them is.
    private List<Arrival> unknown(FolderState folder) throws IOException {
        if (isStillNext(folder)) {
            return arrivals;
        }
        BaseIndex known = new BaseIndex(folder, arrivals.size());
        List<Arrival> unknown = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            if (known.find(arrival.found().name().base()).isEmpty()) {
                unknown.add(arrival);
            }
        }
        return unknown;
    }

    /// What we gave a place and took away again, since it was seen, is no news.
    private boolean isThere(Found found) throws IOException {
        return mailbox.files().directory(found.inNew()).stat(found.name().text()).isPresent();
    }

    private boolean isStillNext(FolderState folder) {
        return folder.snapshot().uidNext().value() == uidNext;
    }

    private List<Entry.MessageAdded> entries(FolderState folder, List<Arrival> fresh) {
        long uid = Limits.requireUids(folder.snapshot(), fresh.size());
        long modSeq = folder.snapshot().highestModSeq().value();
        long saved = sinceLastLook ? mailbox.nowSeconds() : Row.UNKNOWN;
        List<Entry.MessageAdded> entries = new ArrayList<>(fresh.size());
        for (Arrival arrival : fresh) {
            Flags shown = flags(folder, arrival.found().name().letterBits());
            entries.add(Arrivals.entry(mailbox, uid++, ++modSeq, shown, saved, arrival));
        }
        return entries;
    }

    private Flags flags(FolderState folder, int letters) {
        return flags.computeIfAbsent(
                letters,
                _ -> Flags.of(FlagLetters.flags(letters), folder.letters().words(letters)));
    }
}

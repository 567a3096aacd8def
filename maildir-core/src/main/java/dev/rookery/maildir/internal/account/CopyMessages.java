// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Copied;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Inodes;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// COPY and MOVE, all or nothing, by second names for the same files. A copy counts in the quota as
/// much as its original; a move changes nothing there.
///
/// A copy is promised first: recovery completes it from its origin. A move must never be without a
/// file, so all its files are in the target, durably, before the journal says that anything moved.
final class CopyMessages implements Operation<Copied> {
    private static final int ALONE_FROM = 1_000;

    private final OpenMailbox source;
    private final OpenMailbox target;
    private final UidSet messages;
    private final boolean move;
    private final List<MessageCopy> planned = new ArrayList<>();
    private final List<String> linked = new ArrayList<>();
    private UidSet added = UidSet.EMPTY;
    private long firstUid;

    /// Of the files a move leaves behind, in the order of their UIDs; 0 if one cannot be told.
    private final List<Long> inodes = new ArrayList<>();

    private @Nullable FolderState from;

    CopyMessages(OpenMailbox source, UidSet messages, OpenMailbox target, boolean move) {
        this.source = source;
        this.target = target;
        this.messages = messages;
        this.move = move;
    }

    @Override
    public boolean alone() {
        return move || messages.size() > ALONE_FROM;
    }

    @Override
    public Copied prepare(Draft draft) throws IOException {
        FolderState there = draft.folder(source.id(), source.name());
        from = there;
        MailboxSnapshot have = there.snapshot();
        MailboxSnapshot into = draft.folder(target.id(), target.name()).snapshot();
        UidSet present = messages.and(have.uids());
        if (present.intersects(there.unplaced())) {
            throw new IOException("a file to be copied could not be made yet in " + source.files());
        }
        firstUid = Limits.requireUids(into, present.size());
        have.forEachRow(present, row -> planned.add(MessageCopy.of(have, row, target.newName())));
        requireRoomForKeywords(into);
        if (move) {
            linkDurably(there);
        } else {
            requireRoom(draft);
        }
        addAll(draft, into);
        if (move && !present.isEmpty()) {
            draft.add(new Entry.FilesPlaced(target.id(), added));
            long modSeq =
                    draft.folder(source.id(), source.name()).snapshot().highestModSeq().value();
            draft.add(new Entry.MessagesExpunged(source.id(), modSeq + 1, present, inodes()));
        }
        return new Copied(into.uidValidity(), present, added);
    }

    private Inodes inodes() {
        return Inodes.of(inodes.stream().mapToLong(Long::longValue).toArray());
    }

    private long inodeOf(String linkedName) throws IOException {
        return target.files().cur().stat(linkedName).map(file -> file.id().inode()).orElse(0L);
    }

    private void requireRoom(Draft draft) throws IOException {
        long bytes = planned.stream().mapToLong(each -> each.row().physicalBytes()).sum();
        draft.requireRoom(new Usage(bytes, planned.size()));
    }

    private void requireRoomForKeywords(MailboxSnapshot into) {
        Set<String> keywords = new HashSet<>();
        planned.forEach(each -> keywords.addAll(each.flags().keywords()));
        Limits.requireRoomForKeywords(into, Flags.of(List.of(), keywords));
    }

    private void addAll(Draft draft, MailboxSnapshot into) throws IOException {
        long uid = firstUid;
        long modSeq = into.highestModSeq().value() + 1;
        UidSet.Builder uids = UidSet.builder();
        List<Entry.MessageAdded> entries = new ArrayList<>();
        for (MessageCopy each : planned) {
            entries.add(each.entry(source.id(), target.id(), uid, modSeq, target.nowSeconds()));
            uids.accept(uid++);
        }
        draft.addMessages(target, entries);
        added = uids.build();
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        if (!move && from != null && !added.isEmpty()) {
            linkAll(from);
            aftermath.touched(target.files().cur());
            aftermath.add(new Entry.FilesPlaced(target.id(), added));
        }
    }

    private void linkDurably(FolderState there) throws IOException {
        linkAll(there);
        try {
            target.files().cur().force();
        } catch (IOException refused) {
            discardAll();
            throw refused;
        }
    }

    private void linkAll(FolderState there) throws IOException {
        FolderPlace place = target.lookout().place();
        place.requireHeld();
        target.lookout().beforeChanging();
        try {
            for (MessageCopy each : planned) {
                String name = each.name().text();
                // Also when refused: it may have been done all the same.
                linked.add(name);
                long copied =
                        MessageLinks.link(
                                source.files(), there, each.row(), target.files(), name, false);
                if (move) {
                    inodes.add(copied == 0 ? inodeOf(name) : copied);
                }
            }
            place.requireHeld();
        } catch (FileAlreadyExistsException foreign) {
            linked.removeLast();
            discardAll();
            throw foreign;
        } catch (IOException refused) {
            discardAll();
            throw refused;
        }
    }

    private void discardAll() {
        linked.forEach(name -> target.discard(name, false));
        linked.clear();
    }

    @Override
    public void abandon() {
        discardAll();
    }

    @Override
    public void undo(Aftermath aftermath) {
        if (move) {
            // Both folders have durable files and a durable record: there is nothing half done.
            return;
        }
        discardAll();
        aftermath.forget(target.id(), added);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Deliveries.Delivered;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gives messages their UIDs, all of them or none. Those whose bodies are in their entries need
/// nothing more: their files are made after the answer. Those that lie durably in `tmp/` get their
/// places.
///
/// After a crash recovery does the rest of what durable entries promise. So several messages that
/// could not all be placed go back to `tmp/`, and stay there until they are taken back for good.
///
/// Messages that are replaced go by an entry behind those of the new ones: what a crash cuts off
/// are the last entries, and no message may go without another in its place. That entry cannot be
/// taken back, so if the new messages cannot be placed the journal is begun anew.
final class CommitDeliveries implements Operation<Delivered> {
    private final OpenMailbox mailbox;
    private final Directory tmp;
    private final List<NewMessage> messages;
    private final Optional<ReplacedMessages> replaced;
    private final boolean several;
    private final List<NewMessage> moved = new ArrayList<>();
    private UidSet uids = UidSet.EMPTY;
    private boolean promised;

    /// @param tmp where the files of large ones lie
    /// @param messages one at least; of several, or if any are replaced, also the names in `tmp/`
    ///   are durable
    CommitDeliveries(
            OpenMailbox mailbox,
            Directory tmp,
            List<NewMessage> messages,
            Optional<ReplacedMessages> replaced) {
        this.mailbox = mailbox;
        this.tmp = tmp;
        this.messages = List.copyOf(messages);
        this.replaced = replaced;
        this.several = messages.size() > 1 || replaced.isPresent();
    }

    @Override
    public boolean alone() {
        return several;
    }

    @Override
    public boolean revocable() {
        return replaced.isPresent();
    }

    /// Whether a restart may find the entries of messages that were refused, and then needs all of
    /// their files.
    boolean mayComeBack() {
        return several && promised;
    }

    @Override
    public Delivered prepare(Draft draft) throws IOException {
        MailboxSnapshot snapshot = draft.folder(mailbox.id(), mailbox.name()).snapshot();
        Limits.requireRoomForKeywords(snapshot, allFlags());
        long uid = Limits.requireUids(snapshot, messages.size());
        Usage added = new Usage(physicalBytes(), messages.size());
        draft.requireRoom(replaced.isEmpty() ? added : added.minus(replaced.get().usage(draft)));
        uids = UidSet.range(new Uid(uid), new Uid(uid + messages.size() - 1));
        for (NewMessage message : messages) {
            draft.add(entry(message, uid++, snapshot.highestModSeq().value() + 1));
        }
        if (replaced.isPresent()) {
            draft.add(replaced.get().entry(draft));
        }
        promised = true;
        return new Delivered(snapshot.uidValidity(), uids);
    }

    private Flags allFlags() {
        if (messages.size() == 1) {
            return messages.getFirst().flags();
        }
        Set<String> keywords = new HashSet<>();
        messages.forEach(message -> keywords.addAll(message.flags().keywords()));
        return Flags.of(List.of(), keywords);
    }

    private long physicalBytes() {
        return messages.stream().mapToLong(NewMessage::physicalBytes).sum();
    }

    private Entry entry(NewMessage message, long uid, long modSeq) {
        return new Entry.MessageAdded(
                mailbox.id(),
                uid,
                modSeq,
                message.flags(),
                message.dateSeconds(),
                mailbox.nowSeconds(),
                message.physicalBytes(),
                message.virtualBytes(),
                message.fileName().text(),
                message.inNew(),
                Optional.empty(),
                Optional.empty(),
                message.body());
    }

    @Override
    public void perform(Aftermath aftermath) throws IOException {
        List<NewMessage> staged =
                messages.stream().filter(message -> message.body().isEmpty()).toList();
        if (staged.isEmpty()) {
            return;
        }
        FolderPlace folder = mailbox.lookout().place();
        folder.requireHeld();
        mailbox.lookout().beforeChanging();
        if (!several) {
            place(staged.getFirst());
            folder.requireHeld();
            aftermath.touched(directory(staged.getFirst()));
            return;
        }
        try {
            for (NewMessage message : staged) {
                place(message);
            }
            forcePlaces();
            folder.requireHeld();
        } catch (IOException refused) {
            putBack(refused);
            throw refused;
        }
    }

    private Directory directory(NewMessage message) {
        return mailbox.files().directory(message.inNew());
    }

    private void place(NewMessage message) throws IOException {
        // Also when refused: it may have been done all the same.
        moved.add(message);
        try {
            tmp.rename(message.tmpName(), directory(message), message.fileName().text());
        } catch (FileAlreadyExistsException | NoSuchFileException notMoved) {
            moved.removeLast();
            throw notMoved;
        }
    }

    private void forcePlaces() throws IOException {
        Set<Directory> places = new LinkedHashSet<>();
        moved.forEach(message -> places.add(directory(message)));
        for (Directory place : places) {
            place.force();
        }
    }

    /// Back to `tmp/`, durably: a restart finds all of them, or needs none.
    private void putBack(IOException reason) {
        try {
            for (NewMessage message : moved) {
                putBack(message);
            }
            tmp.force();
            forcePlaces();
        } catch (IOException stays) {
            reason.addSuppressed(stays);
        }
    }

    private void putBack(NewMessage message) throws IOException {
        try {
            directory(message).rename(message.fileName().text(), tmp, message.tmpName());
        } catch (NoSuchFileException notMoved) {
            return;
        }
    }

    @Override
    public void abandon() {
        promised = false;
    }

    @Override
    public void undo(Aftermath aftermath) {
        if (several) {
            aftermath.forgetForGood(mailbox.id(), uids, unplaced());
            return;
        }
        for (NewMessage message : moved) {
            mailbox.discard(message.fileName().text(), message.inNew());
        }
        aftermath.forget(mailbox.id(), uids);
    }

    private UidSet unplaced() {
        UidSet.Builder unplaced = UidSet.builder();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).body().isPresent()) {
                unplaced.add(uids.select(i + 1));
            }
        }
        return unplaced.build();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// What a crash left to be finished in folders: files of messages whose bodies stand in the
/// journal, and copies. It is done when the account opens, as far as the disk lets it. What is
/// refused keeps nobody else from anything, and is tried again some time soon, as long as the
/// account is open; nothing of the journal that tells of it is forgotten before.
///
/// The turn is taken by whoever is at it: two would take each other's drafts for leavings.
final class UnfinishedFolders {
    private final OpenAccount account;
    private final Recovery recovery;
    private final UnplacedBodies bodies;
    private final Semaphore turn = new Semaphore(1);

    /// Messages whose files are neither known to be there nor left to the [Placer], by folder.
    private final Map<Integer, UidSet> untried = new ConcurrentHashMap<>();

    /// Folders that will be tried again.
    private final Set<Integer> planned = ConcurrentHashMap.newKeySet();

    /// Folders of which it was said that they have to be.
    private final Set<Integer> told = ConcurrentHashMap.newKeySet();

    UnfinishedFolders(OpenAccount account, Recovery recovery, UnplacedBodies bodies) {
        this.account = account;
        this.recovery = recovery;
        this.bodies = bodies;
    }

    /// Opens the directories of these folders, and makes the files that are missing there. Comes
    /// before anybody delivers anything.
    void place(Collection<FolderInfo> folders) {
        untried.putAll(bodies.byFolder());
        for (FolderInfo folder : folders) {
            attempt(folder, () -> place(folder));
        }
    }

    /// Makes copies that a crash interrupted, while it is known of what, and those are there.
    void finishCopies() {
        for (FolderInfo folder : List.copyOf(account.table().folders())) {
            attempt(folder, () -> finishCopies(folder));
        }
    }

    private void attempt(FolderInfo folder, Engine.Work work) {
        try {
            work.run();
        } catch (IOException | RuntimeException refused) {
            if (told.add(folder.id())) {
                account.report(
                        "not finished yet: " + folder.name() + " in " + account.root(), refused);
            }
            again(folder.id());
        }
    }

    private void again(int folder) {
        if (!account.isClosed() && planned.add(folder)) {
            account.engine().soon(() -> tryAgain(folder));
        }
    }

    /// A mailbox was closed that could not be opened: its files are made all the same.
    void detached(OpenMailbox mailbox) {
        if (!mailbox.state().unplaced().isEmpty()) {
            again(mailbox.id());
        }
    }

    private void tryAgain(int folder) {
        turn.acquireUninterruptibly();
        try {
            planned.remove(folder);
            if (!account.isClosed()) {
                goOn(folder);
            }
        } finally {
            turn.release();
        }
    }

    /// For the last time, before the account closes.
    void finish() {
        turn.acquireUninterruptibly();
        try {
            planned.forEach(this::goOn);
        } finally {
            turn.release();
        }
    }

    private void goOn(int folder) {
        Optional<FolderInfo> info = account.table().folder(folder);
        info.ifPresent(known ->
                attempt(
                        known,
                        () -> {
                            place(known);
                            finishCopies(known);
                            told.remove(folder);
                        }));
    }

    private void finishCopies(FolderInfo folder) throws IOException {
        if (!recovery.isAbout(folder.id())) {
            return;
        }
        OpenMailbox mailbox = account.mailboxes().open(folder);
        if (recovery.isAbout(folder.id()) && mailbox.users().enter()) {
            try {
                mailbox.look();
            } finally {
                mailbox.users().leave();
            }
        }
        if (recovery.isAbout(folder.id())) {
            throw new IOException("copies cannot be made in " + mailbox.files());
        }
    }

    private void place(FolderInfo folder) throws IOException {
        OpenMailbox mailbox = account.mailboxes().attachedOrNew(folder);
        mailbox.followName();
        UidSet left = untried.getOrDefault(folder.id(), UidSet.EMPTY);
        UidSet unplaced = mailbox.state().unplaced();
        // What an index tells of has its file, though the journal may not know that.
        bodies.placed(folder.id(), left.minus(unplaced));
        place(mailbox, left.and(unplaced));
        untried.remove(folder.id());
        account.removeOwed(mailbox);
    }

    private void place(OpenMailbox mailbox, UidSet left) throws IOException {
        if (left.isEmpty()) {
            return;
        }
        Lookout here = mailbox.lookout();
        List<PlacedFile> files = missing(mailbox, here, left);
        Map<PlacedFile, IOException> refused = new HashMap<>();
        for (int from = 0; from < files.size(); from += Placer.FILES_MAX) {
            int to = Math.min(from + Placer.FILES_MAX, files.size());
            refused.putAll(Placer.place(files.subList(from, to)));
        }
        UidSet.Builder theirs = UidSet.builder();
        refused.keySet().forEach(file -> theirs.accept(file.place().uid()));
        UidSet there = left.minus(theirs.build());
        untried.put(mailbox.id(), there);
        account.placer().giveUpForNow(refused);
        if (!there.isEmpty()) {
            here.files().cur().force();
            here.files().fresh().force();
            here.place().requireHeld();
            AccountWriter.await(account.note(List.of(new Entry.FilesPlaced(mailbox.id(), there))));
        }
    }

    /// @param here where they are looked for, and made
    private static List<PlacedFile> missing(OpenMailbox mailbox, Lookout here, UidSet left)
            throws IOException {
        Map<String, PlacedFile> missing = new LinkedHashMap<>();
        for (Uid uid : left) {
            PlacedFile file = mailbox.placedFile(uid.value());
            file.begin(here);
            if (!file.isThere()) {
                missing.put(file.base(), file);
            }
        }
        if (!missing.isEmpty()) {
            // Other programs may have given files other names before the crash.
            here.lastChange().listUntilAll(found -> missing.remove(found.name().base()));
        }
        return List.copyOf(missing.values());
    }
}

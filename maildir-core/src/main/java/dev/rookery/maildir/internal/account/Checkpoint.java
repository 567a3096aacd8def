// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Sizes;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Writes what happened to an account into the indexes of its folders, while others go on; then the
/// epochs of the journal that told it are not needed any more.
///
/// A new epoch begins first. Nothing of the old one is forgotten before the index is durable, and
/// the files of all its messages are.
final class Checkpoint {
    private static final System.Logger LOG = System.getLogger(Checkpoint.class.getName());

    private final OpenAccount account;
    private final AccountState state;
    private final IndexFiles index;

    /// Folders whose index is damaged.
    private final Set<Integer> damaged = ConcurrentHashMap.newKeySet();

    Checkpoint(OpenAccount account, AccountState state, IndexFiles index) {
        this.account = account;
        this.state = state;
        this.index = index;
    }

    /// What is to be written: all that happened up to an entry.
    ///
    /// @param folders those that anything happened to, or whose index is damaged
    private record Captured(
            FolderTable table,
            List<FolderState> folders,
            List<Entry.Counters> counters,
            long sequence) {}

    /// A folder as it was, and as it lies in its index.
    private record Written(FolderState captured, FolderState stored, Sizes correction) {}

    /// From here on, a folder's index is written anew with the next checkpoint; answers whether
    /// that is news.
    boolean mend(int folder) {
        return damaged.add(folder);
    }

    /// Whether an index has to be written anew.
    boolean hasDamage() {
        return !damaged.isEmpty();
    }

    void run() throws IOException {
        Set<Integer> mending = Set.copyOf(damaged);
        Map<Integer, Sizes> corrections = new HashMap<>();
        for (int folder : mending) {
            account.writer()
                    .run(new GiveUpUnreadable(folder, this::say))
                    .ifPresent(correction -> corrections.put(folder, correction));
        }
        Captured captured = account.writer().run(new Capture(mending));
        List<Written> written = new ArrayList<>();
        for (FolderState folder : captured.folders()) {
            requirePlaced(folder);
            if (mending.isEmpty()) {
                requireCopied(folder);
            }
            FolderInfo info = account.table().folder(folder.id()).orElse(null);
            if (info != null) {
                Sizes correction = corrections.getOrDefault(folder.id(), Sizes.NONE);
                FolderState on =
                        account.onStorage(() ->
                                write(
                                        info,
                                        folder.recounted(correction),
                                        captured.sequence(),
                                        mending));
                written.add(new Written(folder, on, correction));
            }
        }
        long epoch = account.writer().run(new Adopt(captured, written, mending));
        damaged.removeAll(mending);
        mending.forEach(account.mailboxes()::lookAnew);
        account.onStorage(() -> {
            account.forgetBefore(epoch);
            return true;
        });
    }

    private FolderState write(
            FolderInfo info, FolderState folder, long sequence, Set<Integer> mending)
            throws IOException {
        if (mending.contains(folder.id())) {
            return index.writeAnew(info, folder, sequence, this::say);
        }
        try {
            return index.write(info, folder, sequence);
        } catch (CorruptIndexException unreadable) {
            var _ = mend(folder.id());
            throw unreadable;
        }
    }

    private void say(CorruptIndexException damage) {
        LOG.log(Level.WARNING, "left out of the index: {0}", damage.getMessage());
    }

    /// The index tells of no bodies: what is in it must have its file.
    private void requirePlaced(FolderState folder) throws IOException {
        if (folder.unplaced().isEmpty()) {
            return;
        }
        account.placer().await(folder.id(), folder.unplaced());
        account.writer().run(new NoteEntries(List.of()));
        UidSet left = state.loaded(folder.id()).map(FolderState::unplaced).orElse(UidSet.EMPTY);
        if (left.intersects(folder.unplaced())) {
            throw new IOException("files of messages could not be made yet");
        }
    }

    /// The index does not tell of what messages are copies. Damage cannot wait for that: whoever
    /// makes the copies may need the index.
    private void requireCopied(FolderState folder) throws IOException {
        if (account.recovery().isAbout(folder.id())) {
            throw new IOException("copies could not be made yet");
        }
    }

    /// Begins an epoch, and keeps what was before.
    private final class Capture implements Operation<Captured> {
        private final Set<Integer> mending;

        Capture(Set<Integer> mending) {
            this.mending = mending;
        }

        @Override
        public boolean alone() {
            return true;
        }

        @Override
        public boolean beginsEpoch() {
            return true;
        }

        @Override
        public Captured prepare(Draft draft) throws IOException {
            List<FolderState> folders = new ArrayList<>();
            Set<Integer> ids = new HashSet<>(state.tail().folders());
            ids.addAll(mending);
            for (int id : ids) {
                draft.find(id).ifPresent(folders::add);
            }
            return new Captured(
                    draft.table(), folders, state.counters(), state.tail().lastSequence());
        }
    }

    /// Lets go of what the index knows.
    private final class Adopt implements Operation<Long> {
        private final Captured captured;
        private final List<Written> written;
        private final Set<Integer> mended;

        Adopt(Captured captured, List<Written> written, Set<Integer> mended) {
            this.captured = captured;
            this.written = written;
            this.mended = mended;
        }

        @Override
        public boolean alone() {
            return true;
        }

        /// Answers the epoch that has become the first one needed.
        @Override
        public Long prepare(Draft draft) throws IOException {
            written.forEach(
                    each -> state.indexed(each.captured(), each.stored(), each.correction()));
            state.tail().forget(captured.sequence(), captured.table(), captured.counters());
            state.unload(
                    written.stream()
                            .map(each -> each.captured().id())
                            .filter(id -> account.mailboxes().find(id).isEmpty())
                            .toList());
            for (int id : mended) {
                if (account.mailboxes().find(id).isPresent()) {
                    show(draft, id);
                }
            }
            return account.journal().epoch();
        }

        /// Whoever has the folder open reads the new files from here on.
        private void show(Draft draft, int id) throws IOException {
            Optional<FolderState> now = draft.find(id);
            if (now.isPresent()) {
                MailboxSnapshot.Counters counters = now.get().snapshot().counters();
                draft.add(new Entry.Counters(id, counters.uidNext(), counters.highestModSeq()));
            }
        }
    }
}

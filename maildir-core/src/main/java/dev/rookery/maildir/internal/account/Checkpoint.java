// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Writes what happened to an account into the indexes of its folders, while others go on; then the
/// epochs of the journal that told it are not needed any more.
///
/// A new epoch begins first. Nothing of the old one is forgotten before the index is durable, and
/// the files of all its messages are.
final class Checkpoint {
    private final OpenAccount account;
    private final AccountState state;
    private final IndexFiles index;

    Checkpoint(OpenAccount account, AccountState state, IndexFiles index) {
        this.account = account;
        this.state = state;
        this.index = index;
    }

    /// What is to be written: all that happened up to an entry.
    ///
    /// @param folders those that anything happened to
    private record Captured(
            FolderTable table,
            List<FolderState> folders,
            List<Entry.Counters> counters,
            long sequence) {}

    /// A folder as it was, and as it lies in its index.
    private record Written(FolderState captured, FolderState stored) {}

    void run() throws IOException {
        Captured captured = account.writer().run(new Capture());
        List<Written> written = new ArrayList<>();
        for (FolderState folder : captured.folders()) {
            requirePlaced(folder);
            FolderInfo info = account.table().folder(folder.id()).orElse(null);
            if (info != null) {
                FolderState on =
                        account.onStorage(() -> index.write(info, folder, captured.sequence()));
                written.add(new Written(folder, on));
            }
        }
        long epoch = account.writer().run(new Adopt(captured, written));
        account.onStorage(() -> {
            account.forgetBefore(epoch);
            return true;
        });
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

    /// Begins an epoch, and keeps what was before.
    private final class Capture implements Operation<Captured> {
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
            for (int id : state.tail().folders()) {
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

        Adopt(Captured captured, List<Written> written) {
            this.captured = captured;
            this.written = written;
        }

        @Override
        public boolean alone() {
            return true;
        }

        /// Answers the epoch that has become the first one needed.
        @Override
        public Long prepare(Draft draft) throws IOException {
            written.forEach(each -> state.indexed(each.captured(), each.stored()));
            state.tail().forget(captured.sequence(), captured.table(), captured.counters());
            state.unload(
                    written.stream()
                            .map(each -> each.captured().id())
                            .filter(id -> account.mailboxes().find(id).isEmpty())
                            .toList());
            return account.journal().epoch();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;

/// The indexes of an account's folders, each in the folder's own directory.
final class IndexFiles implements FolderIndex, Closeable {
    private static final System.Logger LOG = System.getLogger(IndexFiles.class.getName());

    private final Directory root;
    private final FolderTree tree;
    private final Optional<Owner> owner;
    private final SegmentPool pool;

    IndexFiles(Directory root, FolderTree tree, Optional<Owner> owner, SegmentPool pool) {
        this.root = root;
        this.tree = tree;
        this.owner = owner;
        this.pool = pool;
    }

    @Override
    public Stored read(FolderInfo folder, boolean counted) throws IOException {
        return use(folder, home -> read(folder, counted, new FolderStore(pool, home, owner)));
    }

    /// Where it is damaged, or was written for another folder, what is sound of it counts, and UIDs
    /// go on behind all that may have been told.
    private Stored read(FolderInfo folder, boolean counted, FolderStore store) throws IOException {
        try {
            Optional<FolderStore.Stored> stored = store.read();
            if (stored.isEmpty() && (counted || !store.hasLostHead())) {
                return new Stored(FolderState.empty(folder.id(), folder.uidValidity()), 0, true);
            }
            if (stored.isPresent() && isOf(folder, stored.get())) {
                return new Stored(stored.get().state(), stored.get().sequence(), true);
            }
            LOG.log(Level.WARNING, "{0}: the index is of another folder", folder.name());
        } catch (CorruptIndexException damaged) {
            LOG.log(Level.WARNING, "the index is made anew: {0}", damaged.getMessage());
        }
        FolderStore.Stored left =
                store.salvage(
                        folder.id(), folder.uidValidity(), folder.identity(), Engine.DOUBT_JUMP);
        return new Stored(left.state(), left.sequence(), false);
    }

    private static boolean isOf(FolderInfo folder, FolderStore.Stored read) {
        return read.identity().equals(folder.identity()) && read.state().id() == folder.id();
    }

    @Override
    public long sequence(FolderInfo folder) throws IOException {
        try {
            return use(
                    folder,
                    home ->
                            new FolderStore(pool, home, owner)
                                    .sequence(folder.id(), folder.identity()));
        } catch (IOException refused) {
            LOG.log(Level.DEBUG, "found when it is opened: {0}", refused.getMessage());
            return 0;
        }
    }

    @Override
    public Usage usage(FolderInfo folder) throws IOException {
        try {
            return use(
                    folder,
                    home ->
                            new FolderStore(pool, home, owner)
                                    .usage(folder.id(), folder.identity())
                                    .orElse(Usage.NOTHING));
        } catch (CorruptIndexException damaged) {
            LOG.log(Level.WARNING, "counted when it is opened: {0}", damaged.getMessage());
            return Usage.NOTHING;
        } catch (NoSuchFileException removed) {
            return Usage.NOTHING;
        }
    }

    /// Writes a folder durably; answers it as it lies there.
    FolderState write(FolderInfo folder, FolderState state, long sequence) throws IOException {
        return use(
                folder,
                home ->
                        new FolderStore(pool, home, owner)
                                .write(state, folder.identity(), sequence)
                                .state());
    }

    /// Writes a folder durably into new files, without what cannot be read of the old ones.
    FolderState writeAnew(
            FolderInfo folder,
            FolderState state,
            long sequence,
            Consumer<CorruptIndexException> damage)
            throws IOException {
        return use(
                folder,
                home ->
                        new FolderStore(pool, home, owner)
                                .writeAnew(state, folder.identity(), sequence, damage)
                                .state());
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Directory home) throws IOException;
    }

    private <T> T use(FolderInfo folder, Use<T> use) throws IOException {
        if (folder.path().isRoot()) {
            return use.of(root);
        }
        try (Directory home = tree.open(folder.path())) {
            return use.of(home);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}

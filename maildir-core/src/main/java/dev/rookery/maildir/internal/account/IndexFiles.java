// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.checkpoint.FolderStore;
import dev.rookery.maildir.internal.checkpoint.SegmentPool;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.BlockCache;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.layout.FolderTree;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// The indexes of an account's folders, each in the folder's own directory.
final class IndexFiles implements FolderIndex, Closeable {
    private static final System.Logger LOG = System.getLogger(IndexFiles.class.getName());

    private final Directory root;
    private final FolderTree tree;
    private final Optional<Owner> owner;
    private final SegmentPool pool;

    IndexFiles(Directory root, FolderTree tree, Optional<Owner> owner, BlockCache cache) {
        this.root = root;
        this.tree = tree;
        this.owner = owner;
        this.pool = new SegmentPool(cache);
    }

    @Override
    public Stored read(FolderInfo folder) throws IOException {
        return use(folder, home -> read(folder, new FolderStore(pool, home, owner)));
    }

    /// What is of no use, or was written for another folder, counts as nothing.
    private Stored read(FolderInfo folder, FolderStore store) throws IOException {
        Stored nothing = new Stored(FolderState.empty(folder.id(), folder.uidValidity()), 0);
        try {
            Optional<FolderStore.Stored> stored =
                    store.read()
                            .filter(read ->
                                    read.identity().equals(folder.identity())
                                            && read.state().id() == folder.id());
            return stored.map(read -> new Stored(read.state(), read.sequence())).orElse(nothing);
        } catch (CorruptIndexException damaged) {
            LOG.log(Level.WARNING, "the index is made anew: {0}", damaged.getMessage());
            return nothing;
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

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.sync.FolderListing;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a folder's open directories lie: whether they are still those its name leads to. Whoever
/// puts a folder back moves the old one away, or removes it, and another one comes to lie there.
final class FolderPlace {
    private final OpenAccount account;
    private final int folder;
    private final FolderFiles files;

    /// What the open directories are; nobody can change that.
    private volatile @Nullable Ids open;

    private record Ids(FileId home, FileId cur, FileId fresh, FileId tmp) {}

    /// What lies under the folder's name.
    enum Under {
        /// The directories that are open. Parts besides `cur/` may be missing.
        SAME,
        /// Another folder, or other parts of it.
        ANOTHER,
        /// No folder.
        NONE
    }

    FolderPlace(OpenAccount account, int folder, FolderFiles files) {
        this.account = account;
        this.folder = folder;
        this.files = files;
    }

    /// Whether the open directories are those under the folder's name. While the folder is being
    /// renamed only the account's writer can tell.
    boolean isHeld() throws IOException {
        Optional<FolderPath> path = path();
        return path.isEmpty() || find(path.get()) == Under.SAME;
    }

    /// For what was done in them, and counts only if they are.
    void requireHeld() throws IOException {
        if (!isHeld()) {
            throw new IOException("another directory lies under the folder's name: " + files);
        }
    }

    /// A folder that is not known any more has no name to compare with; whoever removed it says so.
    private Optional<FolderPath> path() {
        return account.table().folder(folder).map(FolderInfo::path);
    }

    /// What lies there now.
    Under find(FolderPath path) throws IOException {
        Optional<Under> other = home(path);
        if (other.isPresent()) {
            return other.get();
        }
        Optional<FileId> cur = part("cur").map(FileStat::id);
        if (cur.isEmpty()) {
            // There always is an INBOX.
            return path.isRoot() ? Under.ANOTHER : Under.NONE;
        }
        Ids ids = ids();
        boolean same =
                cur.get().equals(ids.cur())
                        && part("new").map(FileStat::id).orElse(ids.fresh()).equals(ids.fresh())
                        && part("tmp").map(FileStat::id).orElse(ids.tmp()).equals(ids.tmp());
        return same ? Under.SAME : Under.ANOTHER;
    }

    /// What lies there if it is not the directory that holds the others. The root of the account
    /// has no name in it.
    private Optional<Under> home(FolderPath path) throws IOException {
        if (path.isRoot()) {
            return Optional.empty();
        }
        Optional<FileId> there = account.tree().directory(path).map(FileStat::id);
        if (there.isEmpty()) {
            return Optional.of(Under.NONE);
        }
        if (there.get().equals(ids().home())) {
            return Optional.empty();
        }
        boolean isFolder = account.tree().at(path, FolderDirectory::isFolder);
        return Optional.of(isFolder ? Under.ANOTHER : Under.NONE);
    }

    private Optional<FileStat> part(String name) throws IOException {
        return files.home().stat(name).filter(FileStat::isDirectory);
    }

    /// What the directories of messages say of themselves, for no more than to ask them by their
    /// handles; nothing if they are not those under the folder's name.
    Optional<FolderListing.Marks> marks() throws IOException {
        Optional<FolderPath> path = path();
        if (path.isEmpty()) {
            return Optional.of(FolderListing.Marks.of(files.cur(), files.fresh()));
        }
        if (home(path.get()).isPresent()) {
            return Optional.empty();
        }
        Ids ids = ids();
        Optional<FileStat> cur = part("cur");
        if (cur.isEmpty() || !cur.get().id().equals(ids.cur())) {
            return Optional.empty();
        }
        Optional<FileStat> fresh = part("new");
        FileStat inNew = fresh.isPresent() ? fresh.get() : files.fresh().stat();
        return inNew.id().equals(ids.fresh())
                ? Optional.of(new FolderListing.Marks(cur.get().mark(), inNew.mark()))
                : Optional.empty();
    }

    private Ids ids() throws IOException {
        Ids known = open;
        if (known == null) {
            known =
                    new Ids(
                            files.home().stat().id(),
                            files.cur().stat().id(),
                            files.fresh().stat().id(),
                            files.tmp().stat().id());
            open = known;
        }
        return known;
    }
}

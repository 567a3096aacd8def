// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/// The directories of an account's folders: the way to one, however deep it lies. No link is
/// followed.
public final class FolderTree {
    private final Directory root;
    private final Layout layout;

    /// What to do with an entry of a directory that is open meanwhile.
    public interface Step<T> {
        T in(Directory parent, String name) throws IOException;
    }

    /// @param root stays the caller's to close
    public FolderTree(Directory root, Layout layout) {
        this.root = root;
        this.layout = layout;
    }

    /// Looks for all folders but INBOX. What another program does meanwhile may be missed.
    public FoundFolders discover() throws IOException {
        return new FolderDiscovery(layout).discover(root);
    }

    /// Opens a folder's directory, for the caller to close.
    ///
    /// @throws IllegalArgumentException for the root, which is open
    public Directory open(FolderPath path) throws IOException {
        return at(path, Directory::openDirectory);
    }

    /// Whether there is a directory.
    public boolean isThere(FolderPath path) throws IOException {
        return directory(path).isPresent();
    }

    /// The directory that lies there, if one does.
    public Optional<FileStat> directory(FolderPath path) throws IOException {
        try {
            return find(path).filter(FileStat::isDirectory);
        } catch (DiskException refused) {
            requireNoDirectory(refused);
            return Optional.empty();
        }
    }

    /// What lies there, whatever it is.
    ///
    /// @throws DiskException also if something above is no directory
    public Optional<FileStat> find(FolderPath path) throws IOException {
        try {
            return at(path, Directory::stat);
        } catch (NoSuchFileException noParent) {
            return Optional.empty();
        }
    }

    /// Whether anything at all lies there, so that no directory can be moved there.
    ///
    /// @throws InvalidMailboxNameException if something above is no directory
    public boolean isTaken(FolderPath path) throws IOException {
        try {
            return find(path).isPresent();
        } catch (DiskException refused) {
            requireNoDirectory(refused);
            throw new InvalidMailboxNameException(
                    "what lies above " + path + " is no directory: " + refused.getMessage());
        }
    }

    private static void requireNoDirectory(DiskException refused) throws DiskException {
        if (!refused.isNoDirectory()) {
            throw refused;
        }
    }

    /// Does something with a folder's directory by its name in the one above.
    public <T> T at(FolderPath path, Step<T> step) throws IOException {
        return at(root, requireBelowRoot(path).steps(), step);
    }

    private static <T> T at(Directory from, List<String> steps, Step<T> step) throws IOException {
        if (steps.size() == 1) {
            return step.in(from, steps.getFirst());
        }
        try (Directory next = from.openDirectory(steps.getFirst())) {
            return at(next, steps.subList(1, steps.size()), step);
        }
    }

    /// The same, making first what is missing above, durably.
    public <T> T atMade(FolderPath path, Optional<Owner> owner, Step<T> step) throws IOException {
        return atMade(root, requireBelowRoot(path).steps(), owner, step);
    }

    private static <T> T atMade(
            Directory from, List<String> steps, Optional<Owner> owner, Step<T> step)
            throws IOException {
        if (steps.size() == 1) {
            return step.in(from, steps.getFirst());
        }
        try (Directory next = openOrCreate(from, steps.getFirst(), owner)) {
            return atMade(next, steps.subList(1, steps.size()), owner, step);
        }
    }

    private static Directory openOrCreate(Directory parent, String name, Optional<Owner> owner)
            throws IOException {
        try {
            return parent.openDirectory(name);
        } catch (NoSuchFileException missing) {
            try {
                parent.createDirectory(name, owner).close();
            } catch (FileAlreadyExistsException another) {
                return parent.openDirectory(name);
            }
            parent.force();
            return parent.openDirectory(name);
        }
    }

    /// Moves a folder's directory, with the folders in it if the layout nests; durable when this
    /// returns. What is missing above the new place is made.
    ///
    /// @throws NoSuchFileException if it is not there
    /// @throws FileAlreadyExistsException if something is where it should go
    public void rename(FolderPath from, FolderPath to, Optional<Owner> owner) throws IOException {
        at(
                from,
                (oldParent, oldName) -> {
                    if (oldParent.stat(oldName).isEmpty()) {
                        throw new NoSuchFileException(from.toString());
                    }
                    return atMade(
                            to,
                            owner,
                            (newParent, newName) -> {
                                oldParent.rename(oldName, newParent, newName);
                                force(newParent, oldParent);
                                return true;
                            });
                });
    }

    /// Makes durable what [#rename] did, if it is not known whether it was.
    public void forceRename(FolderPath from, FolderPath to) throws IOException {
        at(to, FolderTree::force);
        try {
            at(from, FolderTree::force);
        } catch (NoSuchFileException noParent) {
            return;
        } catch (DiskException refused) {
            requireNoDirectory(refused);
        }
    }

    private static boolean force(Directory parent, String name) throws IOException {
        parent.force();
        return true;
    }

    private static void force(Directory one, Directory other) throws IOException {
        one.force();
        if (!one.equals(other)) {
            other.force();
        }
    }

    /// Takes a folder out of sight, to a directory of the root; durable when this returns. Folders
    /// within its directory stay, and then the directory does, too. May be repeated.
    ///
    /// @throws NoSuchFileException if it is not there
    /// @throws FileAlreadyExistsException if another folder is aside under that name
    public void setAside(FolderPath path, String aside, Optional<Owner> owner) throws IOException {
        at(
                path,
                (parent, name) -> {
                    if (holdsFolders(parent, name)) {
                        try (Directory folder = parent.openDirectory(name);
                                Directory into = openOrCreate(root, aside, owner)) {
                            moveParts(folder, into);
                        }
                    } else {
                        parent.rename(name, root, aside);
                    }
                    force(parent, root);
                    return true;
                });
    }

    /// Undoes [#setAside], wherever it stopped; does nothing if nothing is aside.
    ///
    /// @throws FileAlreadyExistsException if something is where it belongs, or a part of it; then
    ///   all stays aside
    public void putBack(FolderPath path, String aside, Optional<Owner> owner) throws IOException {
        if (root.stat(aside).isEmpty()) {
            return;
        }
        atMade(
                path,
                owner,
                (parent, name) -> {
                    Optional<FileStat> there = parent.stat(name);
                    if (there.isEmpty()) {
                        root.rename(aside, parent, name);
                    } else if (!there.get().isDirectory()) {
                        throw new FileAlreadyExistsException(path.toString());
                    } else {
                        try (Directory into = parent.openDirectory(name);
                                Directory from = root.openDirectory(aside)) {
                            requireFree(from, into);
                            moveParts(from, into);
                        }
                        root.deleteDirectory(aside);
                    }
                    force(parent, root);
                    return true;
                });
    }

    private boolean holdsFolders(Directory parent, String name) throws IOException {
        if (!layout.nests()) {
            return false;
        }
        try (Directory folder = parent.openDirectory(name)) {
            return folder.list().stream().anyMatch(entry -> !isPart(entry));
        }
    }

    /// What another program made there is not mixed with what is to come.
    private static void requireFree(Directory from, Directory into) throws IOException {
        for (Directory.Entry entry : from.list()) {
            if (into.stat(entry.name()).isPresent()) {
                throw new FileAlreadyExistsException(into + "/" + entry.name());
            }
        }
    }

    /// All but the folders.
    private static void moveParts(Directory from, Directory into) throws IOException {
        for (Directory.Entry entry : from.list()) {
            if (isPart(entry)) {
                from.rename(entry.name(), into, entry.name());
            }
        }
        into.force();
        from.force();
    }

    /// Whether it belongs to the folder itself.
    private static boolean isPart(Directory.Entry entry) {
        return entry.kind().orElse(FileStat.Kind.DIRECTORY) != FileStat.Kind.DIRECTORY
                || !Fs.isFolder(entry.name());
    }

    private static FolderPath requireBelowRoot(FolderPath path) {
        if (path.isRoot()) {
            throw new IllegalArgumentException("INBOX is the root, which has no name");
        }
        return path;
    }
}

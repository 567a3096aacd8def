// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An open directory. Names are single steps in it, in Unicode; no link is ever followed.
///
/// Errors: [java.nio.file.NoSuchFileException], [java.nio.file.FileAlreadyExistsException],
/// [dev.rookery.maildir.NoSpaceException], otherwise [DiskException]. Safe to share between
/// threads; after [#close] every call throws.
public interface Directory extends Closeable {
    FileStat stat() throws IOException;

    /// Nothing if there is no such entry.
    Optional<FileStat> stat(String name) throws IOException;

    /// Shows all entries but `.` and `..`, in no order; not a snapshot (entries that are renamed
    /// meanwhile may be missing or appear twice). Any number of listings may go on at once.
    void list(EntryVisitor visitor) throws IOException;

    /// The same as a list. What has a name that is not UTF-8 is of the kind [FileStat.Kind#OTHER],
    /// and its name is for people only.
    default List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        list((name, length, kind, _) -> entries.add(Entry.of(name, length, kind)));
        return entries;
    }

    Directory openDirectory(String name) throws IOException;

    /// Makes a directory (mode 0700) and opens it. Durable after [#force].
    Directory createDirectory(String name, Optional<Owner> owner) throws IOException;

    /// Creates a file that was not there (mode 0600). Durable after forcing both.
    OutputFile create(String name, Optional<Owner> owner) throws IOException;

    /// Opens an existing regular file for reading.
    InputFile open(String name) throws IOException;

    /// Opens an existing regular file for writing at given offsets.
    OutputFile openForWriting(String name) throws IOException;

    /// Gives a file a second name, which must be free.
    void link(String name, Directory target, String targetName) throws IOException;

    /// Moves an entry to a name that must be free.
    void rename(String name, Directory target, String targetName) throws IOException;

    /// Moves an entry over whatever has the name.
    void replace(String name, String targetName) throws IOException;

    /// Returns whether there was such a file.
    boolean delete(String name) throws IOException;

    /// Removes an empty directory.
    void deleteDirectory(String name) throws IOException;

    /// Removes a directory with all it holds, if it is there; links are removed, not followed.
    void deleteTree(String name) throws IOException;

    /// Makes all changes of entries so far durable.
    void force() throws IOException;

    /// Tells `listener` of every change of entries from now on, and perhaps of some before; nothing
    /// if this disk does not tell, so that one has to look. Lasts until the watch is closed, even
    /// when this handle is not open any more.
    default Optional<Watch> watch(WatchListener listener) throws IOException {
        return Optional.empty();
    }

    /// Takes the lock of the file `name`, creating it; nothing if another process has it.
    Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException;

    /// The process that has the lock of the file `name`, as far as anybody knows.
    default OptionalLong lockHolder(String name) throws IOException {
        return OptionalLong.empty();
    }

    @Override
    void close() throws IOException;

    /// One entry; the kind is absent where the file system does not tell.
    record Entry(String name, Optional<FileStat.Kind> kind) {
        private static Entry of(byte[] name, int length, Optional<FileStat.Kind> kind) {
            Optional<String> text = EntryName.text(name, length);
            return text.isPresent()
                    ? new Entry(text.get(), kind)
                    : new Entry(
                            EntryName.description(name, length), Optional.of(FileStat.Kind.OTHER));
        }
    }

    /// Is shown the entries of a directory one by one.
    @FunctionalInterface
    interface EntryVisitor {
        /// Must not keep the array, which holds another name afterwards.
        ///
        /// @param name the bytes of the name are the first `length`; see [EntryName]
        /// @param kind empty where the file system does not tell
        /// @param inode as [FileId#inode] has it, except for a mount point
        void visit(byte[] name, int length, Optional<FileStat.Kind> kind, long inode)
                throws IOException;
    }
}

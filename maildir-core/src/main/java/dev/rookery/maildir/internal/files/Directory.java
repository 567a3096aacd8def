// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import dev.rookery.maildir.AccountLocation.Owner;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// An open directory. Names are single steps in it, in Unicode; no link is ever followed.
///
/// Errors: [java.nio.file.NoSuchFileException], [java.nio.file.FileAlreadyExistsException],
/// [dev.rookery.maildir.NoSpaceException], otherwise [DiskException]. Safe to share between
/// threads; after [#close] every call throws.
public interface Directory extends Closeable {
    FileStat stat() throws IOException;

    /// Nothing if there is no such entry.
    Optional<FileStat> stat(String name) throws IOException;

    /// Names of all entries but `.` and `..`, in no order; not a snapshot (entries that are renamed
    /// meanwhile may be missing or appear twice). What has a name that is not UTF-8 is of the kind
    /// [FileStat.Kind#OTHER], and its name is for people only.
    List<Entry> list() throws IOException;

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

    /// Takes the lock of the file `name`, creating it; nothing if another process has it.
    Optional<Closeable> tryLock(String name, Optional<Owner> owner) throws IOException;

    @Override
    void close() throws IOException;

    /// One entry; the kind is absent where the file system does not tell.
    record Entry(String name, Optional<FileStat.Kind> kind) {}
}

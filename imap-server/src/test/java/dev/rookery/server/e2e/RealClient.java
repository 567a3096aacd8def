// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A mail client of one user that does what it is told, whatever its keys and commands are called.
///
/// Folders are named as people write them, levels parted by a slash. Messages are
/// [generated][GeneratedMail] ones and known by their number. What is done may wait until the next
/// [#sync].
interface RealClient extends AutoCloseable {
    /// What a mail client does, were it not for what some are.
    enum Step {
        /// Gives a folder another name, its messages staying in it.
        RENAME,
        /// Follows when another client renames or deletes a folder with messages in it.
        LOSE_FOLDER,
        /// Opens folders whose names have characters beyond the basic plane of Unicode.
        BEYOND_BMP
    }

    /// Steps that this client has not, with the reason.
    default Map<Step, String> lacks() {
        return Map.of();
    }

    /// Makes client and server agree. Does nothing where the client keeps nothing.
    void sync() throws IOException;

    /// All folders, and whatever is above one.
    SortedSet<String> folders() throws IOException;

    /// All messages of a folder, sorted by number.
    List<Seen> messages(String folder) throws IOException;

    void append(String folder, byte[] message) throws IOException;

    /// Gives a message exactly these flags, of `F`, `R` and `S`, the letters of Maildir.
    void flag(String folder, int number, String flags) throws IOException;

    /// Deletes a message for good.
    void expunge(String folder, int number) throws IOException;

    void create(String folder) throws IOException;

    void rename(String folder, String to) throws IOException;

    /// Deletes a folder with the messages in it.
    void delete(String folder) throws IOException;

    @Override
    void close() throws IOException;

    /// A name as this server has it, which parts levels with a dot.
    static String dotted(String folder) {
        return folder.replace('/', '.');
    }

    /// Folders and whatever is above one, from names parted by dots or slashes.
    static SortedSet<String> withParents(Stream<String> names) {
        SortedSet<String> folders = new TreeSet<>();
        names.map(name -> name.replace('.', '/'))
                .forEach(name -> {
                    folders.add(name);
                    for (int at = name.indexOf('/'); at >= 0; ) {
                        folders.add(name.substring(0, at));
                        at = name.indexOf('/', at + 1);
                    }
                });
        return folders;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes files out of use that say what is no longer true: they get names that no server reads.
///
/// `dovecot-uidlist` becomes `rookery.imported.dovecot-uidlist.1795597031`. A list of UIDs left in
/// its place would be believed the next time, and told UIDs would be given to other messages.
public enum MoveAside {
    /// What Dovecot and Courier know of the messages in a folder, and Dovecot of an account.
    /// `dovecot-keywords` is not among it: it goes on saying what letters mean.
    IMPORTED("rookery.imported.") {
        @Override
        boolean concerns(String name) {
            return name.equals(UidListWriter.FILE)
                    || name.startsWith("dovecot.index")
                    || name.startsWith("dovecot.list.index")
                    || name.equals(FolderImport.COURIER_LIST)
                    || name.equals(CourierKeywords.DIRECTORY);
        }
    },

    /// What we know of it. The lock file stays: it may be held.
    RETIRED("rookery.retired.") {
        @Override
        boolean concerns(String name) {
            return name.startsWith("rookery.") && !name.equals("rookery.lock") && !isAside(name);
        }
    };

    /// As long as this lies in the root, an export was begun, and [#RETIRED] is not finished.
    public static final String EXPORTED = "rookery.exported";

    private static final int TRIES_MAX = 1_000;

    private final String prefix;

    MoveAside(String prefix) {
        this.prefix = prefix;
    }

    abstract boolean concerns(String name);

    /// Whether a file was moved aside once, and is of no more use.
    public static boolean isAside(String name) {
        return name.startsWith(IMPORTED.prefix) || name.startsWith(RETIRED.prefix);
    }

    /// The list that is believed first goes last: as long as it lies there, this is not finished.
    private static int turn(String name) {
        return switch (name) {
            case UidListWriter.FILE -> 2;
            case FolderImport.COURIER_LIST -> 1;
            case String _ -> 0;
        };
    }

    /// The entries of `directory` that are to be moved, in order.
    public List<String> find(Directory directory) throws IOException {
        return directory.list().stream()
                .map(Directory.Entry::name)
                .filter(this::concerns)
                .sorted(Comparator.comparingInt(MoveAside::turn).thenComparing(name -> name))
                .toList();
    }

    /// The one that was moved aside last, of those that had that name.
    Optional<String> newest(Directory directory, String name) throws IOException {
        String before = prefix + name + ".";
        return directory.list().stream()
                .map(Directory.Entry::name)
                .filter(aside -> aside.startsWith(before))
                .max(
                        Comparator.comparingInt(String::length)
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// Moves them, and answers their new names. Durable when this returns. May be repeated.
    public List<String> perform(Directory directory, Instant now) throws IOException {
        return perform(directory, now, _ -> true);
    }

    /// The same for some of them.
    public List<String> perform(Directory directory, Instant now, Predicate<String> which)
            throws IOException {
        List<String> moved = new ArrayList<>();
        for (String name : find(directory)) {
            if (which.test(name)) {
                moveOne(directory, name, prefix + name + "." + now.getEpochSecond(), moved);
            }
        }
        directory.force();
        return moved;
    }

    private static void moveOne(Directory directory, String name, String to, List<String> moved)
            throws IOException {
        String free = to;
        for (int i = 2; i <= TRIES_MAX; i++) {
            try {
                directory.rename(name, directory, free);
                moved.add(free);
                return;
            } catch (NoSuchFileException gone) {
                return;
            } catch (FileAlreadyExistsException taken) {
                free = to + "-" + i;
            }
        }
        throw new IOException("no free name for " + to);
    }
}

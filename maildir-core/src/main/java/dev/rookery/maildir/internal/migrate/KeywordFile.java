// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The file [KeywordTable#FILE] of a folder, which Dovecot reads and changes as well: under a lock
/// that is the file `dovecot-keywords.lock`.
public final class KeywordFile {
    /// Whoever makes this file may change the other.
    public static final String LOCK = KeywordTable.FILE + ".lock";

    private static final Duration LOCK_STALE_AFTER = Duration.ofMinutes(2);
    private static final long NANOS = 1_000_000_000L;

    private KeywordFile() {}

    /// What the letters mean; nothing if there is no file.
    public static KeywordTable read(Directory control) throws IOException {
        return SmallFile.read(control, KeywordTable.FILE)
                .map(KeywordTable::parse)
                .orElse(KeywordTable.EMPTY);
    }

    /// What is wrong with it, line by line; nothing if there is no file.
    public static List<String> flaws(Directory control) throws IOException {
        return SmallFile.read(control, KeywordTable.FILE)
                .map(KeywordTable::flaws)
                .orElse(List.of());
    }

    /// Changes what is there, under the lock; answers what then stands there, durably. Empty if
    /// somebody else holds the lock.
    public static Optional<KeywordTable> change(
            Directory control,
            Instant now,
            Optional<Owner> owner,
            UnaryOperator<KeywordTable> change)
            throws IOException {
        return change(control, now, owner, change, false);
    }

    /// The same, and what is no part of the table goes.
    public static Optional<KeywordTable> rewrite(
            Directory control,
            Instant now,
            Optional<Owner> owner,
            UnaryOperator<KeywordTable> change)
            throws IOException {
        return change(control, now, owner, change, true);
    }

    private static Optional<KeywordTable> change(
            Directory control,
            Instant now,
            Optional<Owner> owner,
            UnaryOperator<KeywordTable> change,
            boolean always)
            throws IOException {
        if (!lock(control, now, owner)) {
            return Optional.empty();
        }
        try {
            KeywordTable before = read(control);
            KeywordTable after = change.apply(before);
            if (always || !after.equals(before)) {
                write(control, after, now, owner);
            }
            // Also what is there already: it may have been put there just before a crash.
            control.force();
            return Optional.of(after);
        } finally {
            control.delete(LOCK);
        }
    }

    /// Whether somebody locked it who is not there any more.
    public static boolean isLeftLocked(Directory control, Instant now) throws IOException {
        Instant staleBefore = now.minus(LOCK_STALE_AFTER);
        return control.stat(LOCK)
                .map(lock -> Instant.ofEpochSecond(0, lock.modifiedNanos()))
                .filter(touched -> touched.isBefore(staleBefore))
                .isPresent();
    }

    private static boolean lock(Directory control, Instant now, Optional<Owner> owner)
            throws IOException {
        if (isLeftLocked(control, now)) {
            control.delete(LOCK);
        }
        try {
            control.create(LOCK, owner).close();
            return true;
        } catch (FileAlreadyExistsException somebodys) {
            return false;
        }
    }

    /// Puts a table in place; durable after forcing the directory. Dovecot reads the file again
    /// only if its time, in whole seconds, differs.
    static void write(Directory control, KeywordTable letters, Instant now, Optional<Owner> owner)
            throws IOException {
        long oldSeconds =
                control.stat(KeywordTable.FILE)
                        .map(it -> Math.floorDiv(it.modifiedNanos(), NANOS))
                        .orElse(0L);
        byte[] bytes = letters.format();
        try (OutputFile file = SmallFile.createAside(control, KeywordTable.FILE, owner)) {
            file.write(0, bytes, 0, bytes.length);
            file.modified(Math.max(now.getEpochSecond(), oldSeconds + 1));
            file.force();
        }
        SmallFile.putInPlace(control, KeywordTable.FILE);
    }
}

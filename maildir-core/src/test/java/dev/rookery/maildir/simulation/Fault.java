// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.util.EnumSet;
import java.util.Set;

/// What can become of a call to the disk.
public enum Fault {
    /// Nothing is done: the disk is full.
    NO_SPACE,
    /// Nothing is done: the system's quota for the owner is used up.
    QUOTA_USED_UP,
    /// Half of the bytes are written, then the disk is full.
    SHORT_WRITE,
    /// Nothing is done, for a reason only the hardware knows. A force that fails so leaves the next
    /// one to succeed, as Linux does.
    IO_ERROR,
    /// It is done, but the answer says otherwise.
    LOST_ANSWER,
    /// The process has no descriptors left.
    TOO_MANY_FILES,
    /// Somebody changed modes or owners.
    DENIED,
    /// Nothing can be changed any more: so Linux goes on after it found a file system damaged.
    READ_ONLY,
    /// The file system takes no names that long.
    NAME_TOO_LONG,
    /// The file of a message is not there: another program has just given it another name.
    RENAMED_AWAY,
    /// Another program's file is where that of a message is to be, or the directory of a folder.
    NAME_TAKEN,
    /// The process dies before the call: nothing it asks for is done from here on.
    DEATH;

    private static final Set<Kind> CHANGES =
            EnumSet.of(
                    Kind.CREATE_DIRECTORY,
                    Kind.CREATE,
                    Kind.LINK,
                    Kind.RENAME,
                    Kind.REPLACE,
                    Kind.DELETE,
                    Kind.DELETE_DIRECTORY,
                    Kind.DELETE_TREE,
                    Kind.FORCE,
                    Kind.WRITE,
                    Kind.EXTEND,
                    Kind.CLOSE);
    private static final Set<Kind> NEEDS_SPACE =
            EnumSet.of(
                    Kind.CREATE_DIRECTORY,
                    Kind.CREATE,
                    Kind.LINK,
                    Kind.RENAME,
                    Kind.REPLACE,
                    Kind.FORCE,
                    Kind.LOCK,
                    Kind.WRITE,
                    Kind.EXTEND);
    private static final Set<Kind> OPENS =
            EnumSet.of(
                    Kind.OPEN_PATH,
                    Kind.OPEN_DIRECTORY,
                    Kind.CREATE_DIRECTORY,
                    Kind.CREATE,
                    Kind.OPEN,
                    Kind.LOCK);
    private static final Set<Kind> WRITES = EnumSet.of(Kind.WRITE, Kind.EXTEND);
    private static final Set<Kind> NAMES = EnumSet.of(Kind.CREATE, Kind.LINK, Kind.RENAME);
    private static final Set<Kind> NEEDS_THE_FILE = EnumSet.of(Kind.OPEN, Kind.LINK, Kind.RENAME);
    private static final Set<Kind> NEEDS_NO_RIGHTS =
            EnumSet.of(
                    Kind.LIST,
                    Kind.FORCE,
                    Kind.READ,
                    Kind.WRITE,
                    Kind.EXTEND,
                    Kind.SET_TIME,
                    Kind.CLOSE);

    private static final Set<Kind> ONLY_READS = EnumSet.of(Kind.FORCE, Kind.CLOSE);

    /// Whether such a call can meet this.
    public boolean applies(DiskCall call) {
        return switch (this) {
            case NO_SPACE, QUOTA_USED_UP -> NEEDS_SPACE.contains(call.kind());
            case SHORT_WRITE -> WRITES.contains(call.kind());
            case LOST_ANSWER -> CHANGES.contains(call.kind());
            case READ_ONLY -> CHANGES.contains(call.kind()) && !ONLY_READS.contains(call.kind());
            case NAME_TOO_LONG -> NAMES.contains(call.kind());
            case NAME_TAKEN ->
                    NAMES.contains(call.kind()) && (isMessage(call) || movesFolder(call));
            case RENAMED_AWAY -> NEEDS_THE_FILE.contains(call.kind()) && isMessage(call);
            case TOO_MANY_FILES -> OPENS.contains(call.kind());
            case DENIED -> !NEEDS_NO_RIGHTS.contains(call.kind());
            case IO_ERROR, DEATH -> true;
        };
    }

    /// A directory is called as folders are: by a dot in front, or as our tests call mailboxes.
    private static boolean movesFolder(DiskCall call) {
        String name = call.name();
        return call.kind() == Kind.RENAME
                && !name.isEmpty()
                && (name.charAt(0) == '.' || Character.isUpperCase(name.charAt(0)));
    }

    private static boolean isMessage(DiskCall call) {
        return !call.name().isEmpty() && Character.isDigit(call.name().charAt(0));
    }
}

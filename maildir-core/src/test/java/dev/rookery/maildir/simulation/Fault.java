// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.simulation.DiskCall.Kind;
import java.util.EnumSet;
import java.util.Set;

/// What can become of a call to the disk.
public enum Fault {
    /// Nothing is done: the disk or a quota is full.
    NO_SPACE,
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
    private static final Set<Kind> NEEDS_NO_RIGHTS =
            EnumSet.of(
                    Kind.LIST,
                    Kind.FORCE,
                    Kind.READ,
                    Kind.WRITE,
                    Kind.EXTEND,
                    Kind.SET_TIME,
                    Kind.CLOSE);

    /// Whether such a call can meet this.
    public boolean applies(DiskCall call) {
        return switch (this) {
            case NO_SPACE -> NEEDS_SPACE.contains(call.kind());
            case SHORT_WRITE -> WRITES.contains(call.kind());
            case LOST_ANSWER -> CHANGES.contains(call.kind());
            case TOO_MANY_FILES -> OPENS.contains(call.kind());
            case DENIED -> !NEEDS_NO_RIGHTS.contains(call.kind());
            case IO_ERROR, DEATH -> true;
        };
    }
}

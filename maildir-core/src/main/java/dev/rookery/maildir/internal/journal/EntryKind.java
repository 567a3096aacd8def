// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

/// The byte each kind of entry begins with. Codes are never given to another kind; 1 and 2 stood
/// for folders without their paths.
enum EntryKind {
    FOLDER_ADDED(15),
    FOLDER_RENAMED(16),
    FOLDER_REMOVED(3),
    FOLDERS_SETTLED(4),
    COUNTERS(5),
    MESSAGE_ADDED(6),
    FLAGS_CHANGED(7),
    MESSAGES_EXPUNGED(8),
    FILES_REMOVED(9),
    FILE_NAMED(10),
    FILES_NAMED(11),
    FILES_PLACED(12),
    ACCOUNT_COUNTERS(13),
    KEYWORD_LETTERED(14),
    FOLDER_IMPORTED(17),
    FOLDER_ASSIGNED(18),
    ANNOTATED(19);

    private static final EntryKind[] ALL = values();

    private final byte code;

    EntryKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static EntryKind of(Entry entry) {
        return switch (entry) {
            case Entry.FolderAdded _ -> FOLDER_ADDED;
            case Entry.FolderRenamed _ -> FOLDER_RENAMED;
            case Entry.FolderRemoved _ -> FOLDER_REMOVED;
            case Entry.FoldersSettled _ -> FOLDERS_SETTLED;
            case Entry.Counters _ -> COUNTERS;
            case Entry.MessageAdded _ -> MESSAGE_ADDED;
            case Entry.FlagsChanged _ -> FLAGS_CHANGED;
            case Entry.MessagesExpunged _ -> MESSAGES_EXPUNGED;
            case Entry.FilesRemoved _ -> FILES_REMOVED;
            case Entry.FileNamed _ -> FILE_NAMED;
            case Entry.FilesNamed _ -> FILES_NAMED;
            case Entry.FilesPlaced _ -> FILES_PLACED;
            case Entry.AccountCounters _ -> ACCOUNT_COUNTERS;
            case Entry.KeywordLettered _ -> KEYWORD_LETTERED;
            case Entry.FolderImported _ -> FOLDER_IMPORTED;
            case Entry.FolderAssigned _ -> FOLDER_ASSIGNED;
            case Entry.Annotated _ -> ANNOTATED;
        };
    }

    static EntryKind ofCode(byte code) {
        for (EntryKind kind : ALL) {
            if (kind.code == code) {
                return kind;
            }
        }
        throw new IllegalArgumentException("unknown kind of entry: " + code);
    }
}

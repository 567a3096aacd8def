// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.MailboxName;
import java.util.List;

/// What a look at the directories of an account found.
///
/// @param folders each name once, in the order of names
/// @param others directories with messages that are no mailbox's; they stay as they are
public record FoundFolders(List<Folder> folders, List<Other> others) {
    public FoundFolders {
        folders = List.copyOf(folders);
        others = List.copyOf(others);
    }

    /// A folder below the root.
    public record Folder(FolderPath path, MailboxName name) {}

    /// @param path for people
    public record Other(String path, Reason reason) {}

    /// Why a directory is nobody's mailbox.
    public enum Reason {
        /// Another directory stands for the same mailbox.
        TWIN("another directory has the same name spelled otherwise"),
        /// No mailbox can have such a name.
        NO_NAME("no mailbox can have this name"),
        /// It is not ours to read.
        UNREADABLE("it cannot be read"),
        /// Mailboxes have fewer levels.
        TOO_DEEP("it lies too deep");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}

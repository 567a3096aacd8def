// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.FolderLayout;
import dev.rookery.maildir.FolderNames;
import dev.rookery.maildir.MailboxName;
import java.util.List;
import java.util.Optional;

/// Where the folders of an account lie below its root, and how their names are spelled there.
///
/// Several directories may stand for one mailbox (`.&AMQ-` and `.Ä`, `.inbox.A` and `.INBOX.A`):
/// what was found on disk keeps its path, [#pathOf] is for new folders. INBOX is the root.
public sealed interface Layout permits MaildirPlusPlus, Fs {
    /// What a configuration gets that says nothing.
    Layout STANDARD = new MaildirPlusPlus(FolderSpelling.MODIFIED_UTF7);

    static Layout of(FolderLayout layout, FolderNames names) {
        FolderSpelling spelling =
                switch (names) {
                    case MODIFIED_UTF7 -> FolderSpelling.MODIFIED_UTF7;
                    case UTF8 -> FolderSpelling.UTF8;
                };
        return switch (layout) {
            case MAILDIR_PLUS_PLUS -> new MaildirPlusPlus(spelling);
            case FS -> new Fs(spelling);
        };
    }

    /// The directory of a new folder.
    ///
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if no directory can carry the name
    FolderPath pathOf(MailboxName name);

    /// The mailbox that a directory stands for, if there is one it could be.
    Optional<MailboxName> mailboxIn(FolderPath path);

    /// The levels of a name as they are written on disk.
    ///
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if the disk cannot carry the name
    List<String> spell(MailboxName name);

    /// The name whose levels are written so; empty if there is none.
    Optional<MailboxName> read(List<String> levels);

    /// Between levels in old files that name folders.
    char separator();

    /// Whether a folder lies within the directory of the one above, so that it moves with it.
    boolean nests();

    /// Whether each folder but INBOX holds the empty file [MaildirPlusPlus#MARKER].
    boolean marks();
}

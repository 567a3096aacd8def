// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.MailboxName;
import java.util.Optional;

/// The Maildir++ layout: INBOX is the root directory, and all other folders lie directly in it, A/B
/// as `.A.B`.
///
/// Several directories may stand for one mailbox (`.&AMQ-` and `.Ä`, `.inbox.A` and `.INBOX.A`):
/// what was found on disk is kept, [#directoryOf] is for new folders.
public final class MaildirPlusPlus {
    /// The empty file that marks a folder below the root.
    public static final String MARKER = "maildirfolder";

    private static final char SEPARATOR = '.';

    private MaildirPlusPlus() {}

    /// The name of the mailbox's directory in the root; the empty string for INBOX.
    ///
    /// @throws dev.rookery.maildir.InvalidMailboxNameException if no directory can carry the name:
    ///   a dot or a slash within a level, or more than 200 bytes in all
    public static String directoryOf(MailboxName name) {
        return name.isInbox() ? "" : SEPARATOR + FolderText.encode(name, SEPARATOR);
    }

    /// The mailbox that a directory in the root stands for. Empty if it is none: no leading dot, or
    /// two (other programs' trash), an empty level, or a second INBOX.
    public static Optional<MailboxName> mailboxIn(String directory) {
        if (directory.isEmpty() || directory.charAt(0) != SEPARATOR) {
            return Optional.empty();
        }
        return FolderText.decode(directory.substring(1), SEPARATOR).filter(name -> !name.isInbox());
    }
}

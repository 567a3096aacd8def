// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import java.util.Optional;
import java.util.Set;

/// Something that happened to an account. What the entries say, in order, is what the account is.
///
/// Folders go by a number that is never used again in the account.
public sealed interface Entry {
    /// The folder exists from here on.
    record FolderAdded(int folder, MailboxName name, long uidValidity) implements Entry {}

    record FolderRenamed(int folder, MailboxName name) implements Entry {}

    record FolderRemoved(int folder) implements Entry {}

    /// The directories of all renamed folders lie where their names say.
    record FoldersSettled() implements Entry {}

    /// Where counting goes on, where that is more than the messages tell.
    record Counters(int folder, long uidNext, long highestModSeq) implements Entry {}

    /// A message has its UID; its file lies in the folder, in `tmp/` or still at its origin only.
    ///
    /// @param physicalBytes size as it lies on disk
    /// @param virtualBytes size with CRLF line ends
    /// @param fileName with its info part, as it is to be or was found
    record MessageAdded(
            int folder,
            long uid,
            long modSeq,
            Flags flags,
            long dateSeconds,
            long physicalBytes,
            long virtualBytes,
            String fileName,
            boolean inNew,
            Optional<Origin> origin)
            implements Entry {}

    /// The message a copy was made of: its file serves until the copy's own is there.
    record Origin(int folder, long uid) {}

    record FlagsChanged(int folder, long modSeq, UidSet uids, FlagChange change) implements Entry {}

    record MessagesExpunged(int folder, long modSeq, UidSet uids) implements Entry {}

    /// Files of expunged messages that are gone for good.
    record FilesRemoved(int folder, UidSet uids) implements Entry {}

    /// The file of an expunged message may still be there under this name and has to go.
    record RemovalOwed(int folder, long uid, String fileName, boolean inNew) implements Entry {}

    /// The names of these files may show any state of these flags: we changed them since the names
    /// were known to be durable.
    record NamesOwed(int folder, Set<SystemFlag> flags, UidSet uids) implements Entry {
        public NamesOwed {
            flags = Set.copyOf(flags);
        }
    }

    /// Numbers the account has used up, where that is more than the folders tell.
    record AccountCounters(int lastFolder, long highestUidValidity) implements Entry {}

    /// The file of a message has this name, durably, in `cur/` or still in `new/`.
    record FileNamed(int folder, long uid, String fileName, boolean inNew) implements Entry {}
}

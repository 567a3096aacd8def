// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.layout.FolderPath;
import java.util.Optional;
import java.util.Set;

/// Something that happened to an account. What the entries say, in order, is what the account is.
///
/// Folders go by a number that is never used again in the account.
public sealed interface Entry {
    /// Something that happened to the folders of the account.
    sealed interface OfAccount extends Entry {}

    /// Something that happened within one folder.
    sealed interface OfFolder extends Entry {
        int folder();
    }

    /// The folder exists from here on. Said again at the beginning of each epoch: then it is no
    /// news, but its name may be.
    ///
    /// @param path of its directory, spelled as it was found
    /// @param identity 32 hexadecimal digits, its own for good
    record FolderAdded(
            int folder, MailboxName name, FolderPath path, long uidValidity, String identity)
            implements OfAccount {}

    record FolderRenamed(int folder, MailboxName name, FolderPath path) implements OfAccount {}

    record FolderRemoved(int folder) implements OfAccount {}

    /// The folder is for these uses and no others, be there none. Said again at the beginning of
    /// each epoch.
    record FolderAssigned(int folder, Set<SpecialUse> uses) implements OfAccount {
        public FolderAssigned {
            uses = Set.copyOf(uses);
        }
    }

    /// The folder has this annotation, or has it no longer. Said again at the beginning of each
    /// epoch.
    ///
    /// @param folder 0 for the account as a whole
    record Annotated(int folder, String name, Optional<AnnotationValue> value)
            implements OfAccount {}

    /// The directories of all renamed folders lie where their names say.
    record FoldersSettled() implements OfAccount {}

    /// Where counting goes on, where that is more than the messages tell.
    record Counters(int folder, long uidNext, long highestModSeq) implements OfFolder {}

    /// A message has its UID; its file lies in the folder, in `tmp/` or still at its origin only,
    /// or has to be made of its body.
    ///
    /// @param savedSeconds when it came into this folder
    /// @param physicalBytes size as it lies on disk
    /// @param virtualBytes size with CRLF line ends
    /// @param fileName with its info part, as it is to be or was found
    /// @param copyOf the message whose file serves until the copy's own is said to be there
    record MessageAdded(
            int folder,
            long uid,
            long modSeq,
            Flags flags,
            long dateSeconds,
            long savedSeconds,
            long physicalBytes,
            long virtualBytes,
            String fileName,
            boolean inNew,
            Optional<Place> copyOf,
            Optional<Place> origin,
            Optional<Body> body)
            implements OfFolder {}

    /// A message by its folder and UID.
    record Place(int folder, long uid) {}

    /// The files of these messages are durable: neither the bodies in the journal nor the messages
    /// they are copies of are needed for them any more.
    record FilesPlaced(int folder, UidSet uids) implements OfFolder {}

    record FlagsChanged(int folder, long modSeq, UidSet uids, FlagChange change)
            implements OfFolder {}

    /// @param modSeq 0 for messages that nobody has heard of
    /// @param inodes of their files
    record MessagesExpunged(int folder, long modSeq, UidSet uids, Inodes inodes)
            implements OfFolder {}

    /// Files of expunged messages that are gone for good.
    record FilesRemoved(int folder, UidSet uids) implements OfFolder {}

    /// The file of a message has this name, durably, in `cur/` or still in `new/`.
    record FileNamed(int folder, long uid, String fileName, boolean inNew) implements OfFolder {}

    /// The files of these messages lie durably in `cur/`, their names showing these letters.
    record FilesNamed(int folder, UidSet uids, int letters) implements OfFolder {}

    /// A keyword has a letter in the folder's file names.
    ///
    /// @param letter 0 for `a` to 25 for `z`
    record KeywordLettered(int folder, int letter, String keyword) implements OfFolder {}

    /// What another server told of the folder is known: messages below `uidNext`, changes up to
    /// `highestModSeq`. What it expunged is not.
    record FolderImported(int folder, long uidNext, long highestModSeq) implements OfFolder {}

    /// Numbers the account has used up, where that is more than the folders tell.
    record AccountCounters(int lastFolder, long highestUidValidity) implements OfAccount {}
}

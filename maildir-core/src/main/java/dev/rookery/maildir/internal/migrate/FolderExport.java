// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Writes for Dovecot which UIDs and keywords the messages of a folder have.
///
/// The order of a move back, with the account locked and all flags in the names: for each folder
/// [#write]; [UidValidityFile#write] once; then [MoveAside#RETIRED] in each folder and the root
/// last; then Dovecot starts, and [dev.rookery.maildir.DoveadmCommand] runs before clients are let
/// in. Each step is durable when it returns and may be repeated.
///
/// @param nextUid greater than any UID that was told
/// @param letters what the letters in file names mean
/// @param former what the list said before we had the mail
public record FolderExport(
        UidValidity uidValidity,
        Uid nextUid,
        Optional<MailboxGuid> guid,
        KeywordTable letters,
        FormerList former) {
    /// The messages of a folder, ascending by UID.
    @FunctionalInterface
    public interface Messages {
        void writeTo(Sink out) throws IOException;
    }

    /// Gets one message after the other.
    @FunctionalInterface
    public interface Sink {
        void message(UidListEntry entry) throws IOException;
    }

    /// Writes `dovecot-keywords` and `dovecot-uidlist`; old indexes go, they know other UIDs.
    ///
    /// @param control where Dovecot keeps its lists: the folder, unless it has another place for
    ///   them
    public void write(Directory control, Messages messages, Instant now, Optional<Owner> owner)
            throws IOException {
        MoveAside.IMPORTED.perform(control, now, name -> name.startsWith("dovecot."));
        if (control.stat(KeywordTable.FILE).isPresent() || !letters.equals(KeywordTable.EMPTY)) {
            KeywordFile.write(control, letters, now, owner);
        }
        UidListHeader header =
                new UidListHeader(
                        UidListHeader.DOVECOT,
                        Optional.of(uidValidity),
                        Optional.of(nextUid),
                        guid,
                        former.fields());
        try (UidListWriter writer = UidListWriter.create(control, header, owner)) {
            messages.writeTo(entry -> writer.add(former.completed(entry)));
            writer.commit();
        }
        control.force();
    }
}

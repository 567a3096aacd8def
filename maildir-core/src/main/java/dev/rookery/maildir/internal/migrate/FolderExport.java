// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Writes for Dovecot which UIDs and keywords the messages of a folder have.
///
/// The order of a move back, with the account locked and all flags in the names: for each folder
/// [#write]; [UidValidityFile#write] once; then [MoveAside#RETIRED] in each folder and the root
/// last; then Dovecot starts, and [DoveadmCommand] runs before clients are let in. Each step is
/// durable when it returns and may be repeated.
///
/// @param nextUid greater than any UID that was told
/// @param letters what the letters in file names mean
public record FolderExport(
        UidValidity uidValidity, Uid nextUid, Optional<MailboxGuid> guid, KeywordTable letters) {
    private static final long NANOS = 1_000_000_000L;

    /// Writes `dovecot-keywords` and `dovecot-uidlist`; old indexes go, they know other UIDs.
    ///
    /// @param control where Dovecot keeps its lists: the folder, unless it has another place for
    ///   them
    /// @param messages ascending by UID
    public void write(
            Directory control, Iterator<UidListEntry> messages, Instant now, Optional<Owner> owner)
            throws IOException {
        MoveAside.IMPORTED.perform(control, now, name -> name.startsWith("dovecot."));
        writeKeywords(control, now, owner);
        UidListHeader header =
                new UidListHeader(
                        UidListHeader.DOVECOT,
                        Optional.of(uidValidity),
                        Optional.of(nextUid),
                        guid,
                        List.of());
        try (UidListWriter writer = UidListWriter.create(control, header, owner)) {
            while (messages.hasNext()) {
                writer.add(messages.next());
            }
            writer.commit();
        }
        control.force();
    }

    /// Dovecot reads the file again only if its time, in whole seconds, differs.
    private void writeKeywords(Directory control, Instant now, Optional<Owner> owner)
            throws IOException {
        Optional<FileStat> old = control.stat(KeywordTable.FILE);
        if (old.isEmpty() && letters.equals(KeywordTable.EMPTY)) {
            return;
        }
        long oldSeconds = old.map(it -> Math.floorDiv(it.modifiedNanos(), NANOS)).orElse(0L);
        byte[] bytes = letters.format();
        try (OutputFile file = SmallFile.createAside(control, KeywordTable.FILE, owner)) {
            file.write(0, bytes, 0, bytes.length);
            file.modified(Math.max(now.getEpochSecond(), oldSeconds + 1));
            file.force();
        }
        SmallFile.putInPlace(control, KeywordTable.FILE);
    }
}

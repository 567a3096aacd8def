// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.HeadFile;
import dev.rookery.maildir.internal.index.LaterVersionException;
import dev.rookery.maildir.internal.journal.JournalEnd;
import dev.rookery.maildir.internal.journal.JournalFiles;
import dev.rookery.maildir.internal.sync.FolderListing.Marks;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// An account as it was closed, the file `rookery.account`: so much of it still holds as nobody
/// changed since. Losing it costs a look at each folder.
///
/// It is a [HeadFile]; fields in the order in which they are written here, as [SectionWriter]
/// writes them, a directory's or file's marks as device, inode and two times in nanoseconds.
///
/// | section | content |
/// |---|---|
/// | 1 | INBOX's identity; journal's epoch, last entry's number, marks; highest UIDVALIDITY |
/// | 2 | each folder: number, marks of `cur/` and `new/`, status |
///
/// A status is UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, how many messages there are, how many of them
/// unseen, deleted and recent, and their size.
///
/// @param identity of the INBOX, which is the account's; empty since its journal was lost
/// @param highestUidValidity that the account ever gave to a folder
/// @param folders by number
public record ClosedAccount(
        String identity,
        JournalEnd journal,
        long highestUidValidity,
        Map<Integer, Folder> folders) {
    public static final String FILE = "rookery.account";
    private static final int ABOUT = 1;
    private static final int FOLDERS = 2;
    private static final int MARK_BYTES = 4 * Long.BYTES;
    private static final int FOLDER_BYTES = Integer.BYTES + 2 * MARK_BYTES + 8 * Long.BYTES;

    /// A folder as it was closed.
    public record Folder(Marks marks, MailboxStatus status) {}

    public ClosedAccount {
        folders = Map.copyOf(folders);
    }

    /// Nothing was written, or all of it removed.
    ///
    /// @throws CorruptIndexException if it is not what was written
    /// @throws IOException also if a later version of this program wrote it
    public static Optional<ClosedAccount> read(Directory root) throws IOException {
        return switch (HeadFile.read(root, FILE)) {
            case HeadFile.Absent _ -> Optional.empty();
            case HeadFile.Sound(SortedMap<Integer, byte[]> sections) ->
                    Optional.of(read(root, sections));
            case HeadFile.Damaged damaged ->
                    throw new CorruptIndexException(root + "/" + FILE, damaged.at(), damaged.why());
            case HeadFile.LaterVersion(int version) ->
                    throw new LaterVersionException(root + "/" + FILE, version, HeadFile.VERSION);
        };
    }

    private static ClosedAccount read(Directory root, SortedMap<Integer, byte[]> sections)
            throws CorruptIndexException {
        try {
            SectionReader about = FolderSections.reader(sections, ABOUT);
            String identity = about.text();
            JournalEnd journal = new JournalEnd(about.number(), about.number(), mark(about));
            long highestUidValidity = about.number();
            SectionReader in = FolderSections.reader(sections, FOLDERS);
            Map<Integer, Folder> folders = new HashMap<>();
            for (int left = in.count(FOLDER_BYTES); left > 0; left--) {
                folders.put(in.integer(), new Folder(new Marks(mark(in), mark(in)), status(in)));
            }
            return new ClosedAccount(identity, journal, highestUidValidity, folders);
        } catch (IllegalArgumentException | BufferUnderflowException impossible) {
            throw corrupt(root, "impossible content: " + impossible.getMessage());
        }
    }

    private static CorruptIndexException corrupt(Directory root, String why) {
        return new CorruptIndexException(root + "/" + FILE, why);
    }

    /// The same but for some folders, which have to be looked at.
    public ClosedAccount without(Set<Integer> looked) {
        Map<Integer, Folder> others = new HashMap<>(folders);
        others.keySet().removeAll(looked);
        return new ClosedAccount(identity, journal, highestUidValidity, others);
    }

    /// Of an account whose journal is lost: it only says which numbers are used up.
    public ClosedAccount bereft() {
        JournalEnd nothing = new JournalEnd(0, 0, journal.file());
        return new ClosedAccount("", nothing, highestUidValidity, Map.of());
    }

    /// Tells journals of this account from others. What was noted at the close may itself be of
    /// another account, put here; then the INBOX's index agrees with the journal.
    public static JournalFiles.Whose owner(Directory root, Optional<ClosedAccount> closed) {
        Optional<String> noted = closed.map(ClosedAccount::identity).filter(it -> !it.isEmpty());
        return identity ->
                noted.isEmpty()
                        || noted.get().equals(identity)
                        || FolderStore.identity(root).filter(identity::equals).isPresent();
    }

    /// Puts it in place of what an earlier close wrote.
    public void write(Directory root, Optional<Owner> owner) throws IOException {
        SectionWriter about =
                new SectionWriter()
                        .text(identity)
                        .number(journal.epoch())
                        .number(journal.lastSequence());
        mark(about, journal.file()).number(highestUidValidity);
        SectionWriter out = new SectionWriter().integer(folders.size());
        folders.forEach((id, folder) -> {
            out.integer(id);
            mark(out, folder.marks().cur());
            mark(out, folder.marks().fresh());
            status(out, folder.status());
        });
        SortedMap<Integer, byte[]> sections = new TreeMap<>();
        sections.put(ABOUT, about.section());
        sections.put(FOLDERS, out.section());
        HeadFile.write(root, FILE, owner, sections);
    }

    private static SectionWriter mark(SectionWriter out, FileStat.Mark mark) {
        return out.number(mark.id().device())
                .number(mark.id().inode())
                .number(mark.modifiedNanos())
                .number(mark.changedNanos());
    }

    private static FileStat.Mark mark(SectionReader in) {
        FileId id = new FileId(in.number(), in.number());
        return new FileStat.Mark(id, in.number(), in.number());
    }

    private static void status(SectionWriter out, MailboxStatus status) {
        out.number(status.uidValidity().value())
                .number(status.uidNext().value())
                .number(status.highestModSeq().value())
                .number(status.messages())
                .number(status.unseen())
                .number(status.deleted())
                .number(status.recent())
                .number(status.sizeBytes());
    }

    private static MailboxStatus status(SectionReader in) {
        return new MailboxStatus(
                new UidValidity(in.number()),
                new Uid(in.number()),
                new ModSeq(in.number()),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number());
    }
}

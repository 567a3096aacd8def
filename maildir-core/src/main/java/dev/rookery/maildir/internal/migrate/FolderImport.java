// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/// What another server left to say about one folder: which UIDs its messages have, and which
/// keywords.
///
/// Dovecot's list comes before Courier's, which then is a leftover of an earlier move; if Dovecot's
/// is illegible, an old one must not take its place. Nothing is changed here: the caller makes what
/// it learned durable, then calls [MoveAside#IMPORTED].
///
/// @param source whose files they were
/// @param uidValidity empty if UIDs cannot be kept: a new one is due, and no message was given out
/// @param nextUid greater than any UID that was told; may exceed [dev.rookery.maildir.Uid#MAX]
/// @param guid Dovecot's identifier of the mailbox
/// @param letters what the letters in file names mean
/// @param list the UID list as it was read, so that it is known again
/// @param damaged whether something was left out
/// @param remarks what is worth a line in the log
public record FolderImport(
        Source source,
        Optional<UidValidity> uidValidity,
        long nextUid,
        Optional<MailboxGuid> guid,
        KeywordTable letters,
        Optional<FileStat> list,
        boolean damaged,
        List<String> remarks) {
    static final String COURIER_LIST = "courierimapuiddb";

    private static final String LOCK = UidListWriter.FILE + ".lock";
    private static final Duration LOCK_STALE_AFTER = Duration.ofMinutes(2);
    private static final int MODSEQ_SHIFT = 20;

    public FolderImport {
        remarks = List.copyOf(remarks);
    }

    /// Whose files were found.
    public enum Source {
        DOVECOT,
        COURIER,
        NOBODY
    }

    /// Gets what is known of each message, while it is read.
    public interface Sink {
        /// A message with its UID, which no other has. If a base name comes again, it has the later
        /// UID. Not every message has a file.
        void message(UidListEntry entry);

        /// All keywords of a message that had some with Courier, before or after its UID.
        void keywords(String base, NavigableSet<String> words);
    }

    /// Whether another server left a list of UIDs that nobody took over yet.
    public static boolean isDue(Directory folder) throws IOException {
        return isFile(folder, UidListWriter.FILE) || isFile(folder, COURIER_LIST);
    }

    private static boolean isFile(Directory directory, String name) throws IOException {
        return directory.stat(name).filter(FileStat::isRegular).isPresent();
    }

    /// What the list says in its first line; empty if there is no list.
    public static Optional<UidListHeader> header(Directory folder) throws IOException {
        Optional<UidListHeader> dovecots = header(folder, UidListWriter.FILE);
        return dovecots.isPresent() ? dovecots : header(folder, COURIER_LIST);
    }

    private static Optional<UidListHeader> header(Directory folder, String list)
            throws IOException {
        try (InputFile file = folder.open(list)) {
            return Optional.of(UidListHeader.parse(new TextLines(file).next().orElse("")));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /// Reads once through the files.
    ///
    /// @param control where Dovecot keeps its lists: the folder, unless it has another place for
    ///   them
    public static FolderImport read(Directory folder, Directory control, Sink sink)
            throws IOException {
        KeywordTable letters = KeywordFile.read(control);
        Optional<FolderImport> dovecot =
                readList(control, UidListWriter.FILE, Source.DOVECOT, letters, sink);
        if (dovecot.isPresent()) {
            return dovecot.get();
        }
        Optional<FolderImport> courier =
                readList(folder, COURIER_LIST, Source.COURIER, letters, sink);
        if (courier.isPresent()) {
            return courier.get().and(CourierKeywords.read(folder, sink::keywords));
        }
        return new FolderImport(
                Source.NOBODY,
                Optional.empty(),
                1,
                Optional.empty(),
                letters,
                Optional.empty(),
                false,
                List.of());
    }

    private static Optional<FolderImport> readList(
            Directory directory, String name, Source source, KeywordTable letters, Sink sink)
            throws IOException {
        Remarks remarks = new Remarks(name);
        try (InputFile file = directory.open(name)) {
            UidListReader reader = new UidListReader(file, remarks);
            if (reader.header().uidValidity().isPresent()) {
                for (var entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                    sink.message(entry.get());
                }
            }
            return Optional.of(
                    new FolderImport(
                            source,
                            reader.header().uidValidity(),
                            reader.nextUid(),
                            reader.header().guid(),
                            letters,
                            Optional.of(reader.stat()),
                            reader.isDamaged(),
                            remarks.all()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private FolderImport and(List<String> more) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(more);
        return new FolderImport(source, uidValidity, nextUid, guid, letters, list, damaged, all);
    }

    /// A mod-sequence above all that Dovecot can have told by now: it counts changes from 1.
    public static ModSeq modSeqFloor(Instant now) {
        return new ModSeq(Math.max(1, now.getEpochSecond()) << MODSEQ_SHIFT);
    }

    /// Whether Dovecot seems to be at work in the folder: it holds the lock of its list.
    public static boolean isInUse(Directory control, Instant now) throws IOException {
        Instant staleBefore = now.minus(LOCK_STALE_AFTER);
        return control.stat(LOCK)
                .map(lock -> Instant.ofEpochSecond(0, lock.modifiedNanos()))
                .filter(touched -> touched.isAfter(staleBefore))
                .isPresent();
    }
}

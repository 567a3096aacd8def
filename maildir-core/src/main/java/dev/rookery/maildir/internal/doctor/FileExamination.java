// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.Finding.Grade;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.delivery.OldDrafts;
import dev.rookery.maildir.internal.delivery.TmpFile;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.EntryName;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.index.BaseHash;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compares the files of one folder with what index and journal say of them. Remembers a bit for
/// each message, not a name.
final class FileExamination {
    private final Assignment assignment;
    private final FolderState state;

    /// What came since the index was written, by UID.
    private final Map<Long, Entry.MessageAdded> added;

    private final Directory home;
    private final Report report;
    private final AccessExamination access;
    private final UidSet.Builder seen = UidSet.builder();

    /// Files in `tmp/` that the next opening makes messages of.
    private final Set<String> awaited = new HashSet<>();

    /// UIDs of the rows that are in no index yet, by the hashes of their bases.
    private final Map<Integer, List<Long>> recent = new HashMap<>();

    FileExamination(
            Assignment assignment,
            Told told,
            Told.Folder folder,
            FolderState state,
            Directory home) {
        this.assignment = assignment;
        this.added = told.added(folder);
        this.state = state;
        this.home = home;
        this.report = assignment.report();
        this.access = new AccessExamination(assignment);
        state.snapshot()
                .forEachRecentHash((hash, uid) ->
                        recent.computeIfAbsent(hash, _ -> new ArrayList<>()).add(uid));
    }

    void run() throws IOException {
        boolean allNew = each("new", this::message);
        boolean whole = each("cur", this::message) && allNew;
        if (whole) {
            missing();
        }
        each("tmp", this::draft);
        for (String foreign : List.of("dovecot-uidlist", "dovecot.index", "dovecot.index.log")) {
            if (home.stat(foreign).isPresent()) {
                report.note(
                        home + "/" + foreign,
                        "Dovecot was at work here",
                        "It may not run beside Rookery on the same mail.",
                        "The next opening takes over what its list of UIDs says, if there is one.");
            }
        }
        report.endOfFolder(home.toString());
    }

    @FunctionalInterface
    private interface Visit {
        void entry(Directory directory, String path, String name) throws IOException;
    }

    /// Answers whether all was seen that there is.
    private boolean each(String part, Visit visit) throws IOException {
        try (Directory directory = home.openDirectory(part)) {
            String path = home + "/" + part + "/";
            directory.list((name, length, _, _) -> {
                Optional<String> text = EntryName.text(name, length);
                if (text.isPresent()) {
                    visit.entry(directory, path, text.get());
                } else {
                    odd(path + EntryName.description(name, length), "its name is not UTF-8");
                }
            });
            return true;
        } catch (NoSuchFileException missing) {
            if (state.snapshot().uids().equals(state.unplaced())) {
                absent(part);
            } else {
                report.fault(
                        home + "/" + part,
                        "the directory is not there",
                        "Mail that was in it is gone.",
                        "The next opening makes it.");
            }
            return true;
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            report.fault(
                    home + "/" + part,
                    String.valueOf(refused.getMessage()),
                    "Nobody can use the folder.",
                    "Repair leaves it alone.");
            return false;
        }
    }

    private void absent(String part) {
        report.note(
                home + "/" + part,
                "the directory is not there",
                "No mail was in it yet.",
                "The next opening makes it.");
    }

    private void odd(String path, String what) {
        report.file(
                Grade.FAULT,
                path,
                what,
                "It is not shown as a message.",
                "Repair leaves it alone.");
    }

    private void draft(Directory tmp, String path, String name) throws IOException {
        Optional<FileStat> file = tmp.stat(name);
        if (file.isEmpty() || awaited.contains(name)) {
            return;
        }
        boolean old = OldDrafts.isOld(name, file.get(), assignment.now());
        report.file(
                Grade.NOTE,
                path + name,
                draft(name, old),
                "It is no message.",
                old ? "Repair removes it." : "Repair removes it when it is 36 hours old.");
    }

    private static String draft(String name, boolean old) {
        if (name.startsWith(OldDrafts.PROBE)) {
            return "an empty file that was to go at once";
        }
        return old
                ? "a delivery that nobody will finish: it is older than 36 hours"
                : "a delivery that was not finished, or goes on";
    }

    private void message(Directory directory, String path, String name) throws IOException {
        Optional<MessageFileName> message = MessageFileName.parse(name);
        Optional<FileStat> file = directory.stat(name);
        if (file.isEmpty()) {
            return;
        }
        access.run(path + name, file.get(), AccessExamination.READ);
        if (!file.get().isRegular()) {
            odd(path + name, "it is a directory, a link or a device, not a file");
        } else if (message.isPresent()) {
            compare(path + name, message.get(), file.get());
        } else if (!name.startsWith(".")) {
            odd(path + name, "no message can have this name");
        }
    }

    private void compare(String path, MessageFileName name, FileStat file) throws IOException {
        Optional<Row> row = row(name.base());
        if (row.isEmpty()) {
            report.file(
                    Grade.NOTE,
                    path,
                    "another program put it here",
                    "It is new mail.",
                    "The next opening gives it a UID.");
        } else if (seen.contains(row.get().uid())) {
            report.file(
                    Grade.FAULT,
                    path,
                    "a second file with the name of UID " + row.get().uid(),
                    "Only one of them can have the UID.",
                    "The next opening gives the other a name and a UID of its own.");
        } else {
            seen.accept(row.get().uid());
            if (file.sizeBytes() != row.get().physicalBytes()) {
                report.file(
                        Grade.FAULT,
                        path,
                        "it has %d bytes and had %d"
                                .formatted(file.sizeBytes(), row.get().physicalBytes()),
                        "Somebody changed the message with UID " + row.get().uid() + ".",
                        "Repair leaves it alone.");
            }
        }
    }

    private Optional<Row> row(String base) throws IOException {
        int hash = BaseHash.of(base);
        UidSet.Builder candidates = UidSet.builder();
        recent.getOrDefault(hash, List.of()).forEach(candidates::accept);
        state.snapshot().storedRows().withHash(hash, candidates);
        UidSet found = candidates.build();
        for (long uid = found.nextAfter(0); uid > 0; uid = found.nextAfter(uid)) {
            boolean there = state.snapshot().uids().contains(uid) || state.tombs().get(uid) != 0;
            Optional<Row> row = there ? state.snapshot().row(uid) : Optional.empty();
            if (row.isPresent() && row.get().base().equals(base)) {
                return row;
            }
        }
        return Optional.empty();
    }

    private void missing() throws IOException {
        UidSet missing = state.snapshot().uids().minus(seen.build()).minus(state.unplaced());
        if (!missing.isEmpty()) {
            state.snapshot().forEachRow(missing, this::missing);
        }
    }

    private void missing(Row row) throws IOException {
        String name = state.fileName(row);
        String path = home + "/" + (state.isInNew(row.uid()) ? "new/" : "cur/") + name;
        String draft = TmpFile.nameOf(new MessageFileName(name));
        Entry.MessageAdded recent = added.get(row.uid());
        if (isInTmp(draft)) {
            awaited.add(draft);
            interrupted(path, "its file still lies in tmp/", "It is safe.");
        } else if (recent != null && recent.copyOf().isPresent()) {
            interrupted(path, "the copy of a message is not there", "The message itself is safe.");
        } else if (recent != null) {
            interrupted(path, "the file of a message is not there", "Nobody was told of it yet.");
        } else {
            report.file(
                    Grade.FAULT,
                    path,
                    "the file of a message is not there",
                    "UID " + row.uid() + " cannot be read.",
                    "The next openings take it for expunged by another program.");
        }
    }

    private boolean isInTmp(String draft) throws IOException {
        try (Directory tmp = home.openDirectory("tmp")) {
            return tmp.stat(draft).isPresent();
        } catch (NoSuchFileException | DiskException nothingThere) {
            return false;
        }
    }

    /// What lies there after a crash, or after another program deleted something.
    private void interrupted(String path, String what, String meaning) {
        report.file(
                Grade.NOTE,
                path,
                what,
                "Either a crash interrupted its delivery: "
                        + meaning
                        + " Or another program deleted it.",
                "The next opening finishes it, or takes it for expunged.");
    }
}

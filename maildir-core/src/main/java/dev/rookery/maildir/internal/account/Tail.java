// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.journal.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What happened to an account since its index was written: the entries, numbered in order, and the
/// folders they began with and how far these had counted. Together they are what an epoch of the
/// journal has to say.
///
/// For the account's writer only.
final class Tail {
    private static final int GROUP_ENTRIES = 256;

    private final List<Entry> entries = new ArrayList<>();
    private FolderTable base = FolderTable.EMPTY;
    private final Map<Integer, Entry.Counters> baseCounters = new LinkedHashMap<>();
    private long first = 1;

    /// An entry and its number; 0 if it only repeats.
    record Numbered(long sequence, Entry entry) {}

    boolean isEmpty() {
        return entries.isEmpty();
    }

    int size() {
        return entries.size();
    }

    /// The table of folders before the first entry.
    FolderTable base() {
        return base;
    }

    void base(FolderTable table) {
        base = table;
    }

    /// Learns how far a folder had counted before the first entry.
    void base(Entry.Counters counters) {
        baseCounters.put(counters.folder(), counters);
    }

    /// How far a folder had counted before the first entry, if that was told.
    Optional<Entry.Counters> counted(int folder) {
        return Optional.ofNullable(baseCounters.get(folder));
    }

    /// The number of the last entry.
    long lastSequence() {
        return first + entries.size() - 1;
    }

    /// Lets numbers begin behind `last` if none is given yet.
    void continueAfter(long last) {
        if (entries.isEmpty()) {
            first = last + 1;
        } else if (lastSequence() != last) {
            throw new IllegalStateException(
                    "the journal ends with entry " + last + ", not " + lastSequence());
        }
    }

    void read(long sequence, Entry entry) {
        if (entries.isEmpty()) {
            first = sequence;
        }
        entries.add(entry);
    }

    /// Begins numbers anew, without entries the indexes have.
    void renumber(long next, Set<Entry> indexed) {
        entries.removeIf(indexed::contains);
        first = next;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void add(List<Entry> more) {
        entries.addAll(more);
    }

    /// Forgets entries up to a number: the index knows them.
    ///
    /// @param then how far the folders had counted by that
    void forget(long sequence, FolderTable table, List<Entry.Counters> then) {
        int known = Math.clamp(sequence - first + 1, 0, entries.size());
        entries.subList(0, known).clear();
        first += known;
        base = table;
        baseCounters.clear();
        then.forEach(this::base);
    }

    /// Folders that the entries say something of.
    Set<Integer> folders() {
        Set<Integer> folders = new HashSet<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.OfFolder e) {
                folders.add(e.folder());
            }
        }
        return folders;
    }

    long firstSequence() {
        return first;
    }

    /// Writes all of this as the beginning of an epoch.
    void writeTo(Journal journal) throws IOException {
        List<Entry> before = new ArrayList<>(base.entries());
        before.addAll(baseCounters.values());
        repeat(journal, before);
        for (List<Entry> group : groups(entries)) {
            journal.append(group, Journal.Room.ORDINARY);
        }
    }

    /// Writes what was known before an epoch.
    static void repeat(Journal journal, List<Entry> known) throws IOException {
        for (List<Entry> group : groups(known)) {
            journal.repeat(group);
        }
    }

    private static List<List<Entry>> groups(List<Entry> all) {
        List<List<Entry>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += GROUP_ENTRIES) {
            groups.add(all.subList(from, Math.min(from + GROUP_ENTRIES, all.size())));
        }
        return groups;
    }
}

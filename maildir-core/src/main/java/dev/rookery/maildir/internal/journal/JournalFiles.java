// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The journal files of an account, `rookery.journal.<epoch>`: the greatest epoch is the one.
///
/// A new epoch begins with all that is known, written aside and renamed when durable; only then the
/// files of earlier epochs go. So there is always one whole journal.
public final class JournalFiles {
    static final String PREFIX = "rookery.journal.";
    private static final String UNFINISHED = "rookery.journal-new";

    private final Directory root;
    private final Optional<Owner> owner;
    private final RandomGenerator random;

    public JournalFiles(Directory root, Optional<Owner> owner, RandomGenerator random) {
        this.root = root;
        this.owner = owner;
        this.random = random;
    }

    /// How the newest journal was found.
    public sealed interface Opened {}

    /// Nothing was written yet, or all was deleted.
    public record None() implements Opened {}

    /// All that was durable is there.
    public record Sound(Journal journal) implements Opened {}

    /// Something may be missing: what was read is true, but more may have been told to clients.
    public record Doubtful(long epoch, String why) implements Opened {}

    /// Reads the newest journal, giving each of its entries to `entries`.
    public Opened open(Consumer<Entry> entries) throws IOException {
        root.delete(UNFINISHED);
        List<Long> epochs = epochs();
        if (epochs.isEmpty()) {
            return new None();
        }
        long newest = epochs.getLast();
        for (long old : epochs.subList(0, epochs.size() - 1)) {
            root.delete(PREFIX + old);
        }
        return open(newest, entries);
    }

    private Opened open(long epoch, Consumer<Entry> entries) throws IOException {
        String name = PREFIX + epoch;
        JournalScan.Found found;
        try (InputFile file = root.open(name)) {
            found = JournalScan.scan(file, entries);
        } catch (CorruptJournalException damaged) {
            return new Doubtful(epoch, name + ": " + damaged.getMessage());
        }
        if (found.copied()) {
            return new Doubtful(epoch, name + ": is a copy, such as from a backup");
        }
        if (!found.trustworthy()) {
            return new Doubtful(epoch, name + ": damaged at byte " + found.damagedAt().get());
        }
        return new Sound(Journal.resume(root.openForWriting(name), found));
    }

    /// Starts the epoch behind `lastEpoch`; `state` gives the entries it begins with, in groups.
    public Journal begin(long lastEpoch, Iterable<List<Entry>> state) throws IOException {
        long epoch = lastEpoch + 1;
        root.delete(UNFINISHED);
        Journal journal = Journal.create(root, UNFINISHED, epoch, random.nextLong(), owner);
        try {
            for (List<Entry> group : state) {
                journal.append(group);
            }
            journal.force();
            root.rename(UNFINISHED, root, PREFIX + epoch);
            root.force();
        } catch (IOException refused) {
            journal.close();
            throw refused;
        }
        for (long old : epochs()) {
            if (old < epoch) {
                root.delete(PREFIX + old);
            }
        }
        return journal;
    }

    private List<Long> epochs() throws IOException {
        List<Long> epochs = new ArrayList<>();
        for (Directory.Entry entry : root.list()) {
            String name = entry.name();
            if (name.startsWith(PREFIX)
                    && name.length() <= PREFIX.length() + 18
                    && name.chars().skip(PREFIX.length()).allMatch(Character::isDigit)) {
                epochs.add(Long.parseLong(name.substring(PREFIX.length())));
            }
        }
        epochs.sort(Comparator.naturalOrder());
        return epochs;
    }
}

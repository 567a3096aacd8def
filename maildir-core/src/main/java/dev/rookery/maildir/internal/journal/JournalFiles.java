// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
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
    private static final System.Logger LOG = System.getLogger(JournalFiles.class.getName());

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
        Opened opened = open(epochs.getLast(), entries);
        removeBefore(epochs.getLast());
        return opened;
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
        OutputFile file = root.openForWriting(name);
        try {
            return new Sound(Journal.resume(file, found));
        } catch (IOException | RuntimeException refused) {
            close(file);
            throw refused;
        }
    }

    /// All of an account, written group by group as the beginning of an epoch.
    @FunctionalInterface
    public interface Image {
        void writeTo(Groups out) throws IOException;
    }

    /// Takes one group of entries.
    @FunctionalInterface
    public interface Groups {
        void write(List<Entry> entries) throws IOException;
    }

    /// Writes an epoch aside, greater than `lastEpoch` and all that lie there, and makes it
    /// durable. Nothing has changed before [#publish].
    public Journal begin(long lastEpoch, Image image) throws IOException {
        List<Long> there = epochs();
        long epoch = 1 + (there.isEmpty() ? lastEpoch : Math.max(lastEpoch, there.getLast()));
        root.delete(UNFINISHED);
        OutputFile file = root.create(UNFINISHED, owner);
        try {
            Journal journal = Journal.begin(file, epoch, random.nextLong());
            image.writeTo(entries -> journal.append(entries, Journal.Room.ORDINARY));
            journal.force();
            return journal;
        } catch (IOException | RuntimeException | Error refused) {
            close(file);
            throw refused;
        }
    }

    /// Makes a journal that was begun the one that counts. If this throws, it may or may not be:
    /// then nothing may be written to an earlier one any more.
    public void publish(Journal journal) throws IOException {
        try {
            root.rename(UNFINISHED, root, PREFIX + journal.epoch());
            root.force();
        } catch (IOException | RuntimeException | Error refused) {
            close(journal);
            throw refused;
        }
        removeBefore(journal.epoch());
    }

    /// Earlier epochs are of no use any more, nor do they harm: what stays goes the next time.
    private void removeBefore(long epoch) {
        try {
            for (long old : epochs()) {
                if (old < epoch) {
                    root.delete(PREFIX + old);
                }
            }
        } catch (IOException later) {
            LOG.log(Level.DEBUG, "an old journal stays for now: {0}", later.getMessage());
        }
    }

    private static void close(Closeable file) {
        try {
            file.close();
        } catch (IOException useless) {
            LOG.log(Level.DEBUG, "closing a journal: {0}", useless.getMessage());
        }
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

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.journal.JournalEnd.Since;
import dev.rookery.maildir.internal.journal.JournalScan.Found;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The journal files of an account, `rookery.journal.<epoch>`.
///
/// An epoch stands alone, beginning with all that the folders' own files do not say; or it
/// continues the one before, which goes when the folders' files say all that it said. Each is
/// written aside and renamed when durable, so there is always one whole journal.
public final class JournalFiles {
    private static final System.Logger LOG = System.getLogger(JournalFiles.class.getName());

    static final String PREFIX = "rookery.journal.";
    private static final int EPOCH_DIGITS_MAX = 15;
    public static final String UNFINISHED = "rookery.journal-new";

    /// In front of the number of an epoch that is of another account.
    public static final String FOREIGN = "rookery.foreign.";

    private final Directory root;
    private final Optional<Owner> owner;
    private final RandomGenerator random;

    public JournalFiles(Directory root, Optional<Owner> owner, RandomGenerator random) {
        this.root = root;
        this.owner = owner;
        this.random = random;
    }

    /// Whether an account has a journal.
    public static boolean areIn(Directory root) throws IOException {
        return !epochs(root).isEmpty();
    }

    /// How the newest journal was found.
    public sealed interface Opened {}

    /// Nothing was written yet, or all was deleted.
    public record None() implements Opened {}

    /// All that was durable is there.
    ///
    /// @param untouched whether nothing was written since it was left
    public record Sound(Journal journal, boolean untouched) implements Opened {}

    /// Something may be missing: what was read is true, but more may have been told to clients.
    ///
    /// @param disowned whether the account is known to have gone on without this file
    public record Doubtful(long epoch, long lastSequence, boolean disowned, String why)
            implements Opened {}

    /// Receives what the journal says, in order.
    @FunctionalInterface
    public interface Replay {
        /// @param sequence the entry's number; 0 if it repeats what was known before the epoch
        void entry(long sequence, Entry entry) throws IOException;
    }

    /// Tells whether an account is this one.
    @FunctionalInterface
    public interface Whose {
        /// @param identity of the account's INBOX
        boolean isOurs(String identity) throws IOException;
    }

    /// Reads the newest journal and those that it continues, the oldest first. What is another
    /// account's is set aside.
    ///
    /// @param left how it was left, if that is known
    public Opened open(Whose whose, Optional<JournalEnd> left, Replay entries) throws IOException {
        root.delete(UNFINISHED);
        List<String> doubts = new ArrayList<>();
        for (long epoch : epochs()) {
            if (isForeign(epoch, whose)) {
                doubts.add(foreign(epoch) + ", kept as " + setAside(epoch));
            }
        }
        List<Long> epochs = epochs();
        if (epochs.isEmpty()) {
            return doubts.isEmpty() ? new None() : new Doubtful(0, 0, false, doubts.getFirst());
        }
        List<Long> chain = chain(epochs);
        Chain read = read(chain, entries, doubts);
        if (doubts.isEmpty()) {
            Since since = since(left, chain.getLast(), read.lastSequence());
            if (since != Since.OTHER) {
                removeBefore(chain.getFirst());
                Found newest = read.newest().orElseThrow();
                Journal journal = resume(chain.getLast(), newest, read.lastSequence());
                return new Sound(journal, since == Since.UNTOUCHED);
            }
            doubts.add(olderState(chain.getLast()));
        }
        return new Doubtful(
                chain.getLast(), read.lastSequence(), read.disowned(), String.join("; ", doubts));
    }

    /// What epochs say of which one continues the other.
    ///
    /// @param newest the last one, if it could be read
    private record Chain(Optional<Found> newest, long lastSequence, boolean disowned) {}

    private Chain read(List<Long> chain, Replay entries, List<String> doubts) throws IOException {
        Optional<Found> newest = Optional.empty();
        long lastSequence = 0;
        boolean disowned = false;
        for (long epoch : chain) {
            Optional<Found> before = newest;
            newest = scan(epoch, epoch != chain.getLast(), entries, doubts);
            if (newest.isPresent()) {
                long first = newest.get().header().sequence();
                if (before.isPresent() && first != lastSequence + 1) {
                    doubts.add(
                            "%s%d: begins with entry %d, and what comes before ends with entry %d"
                                    .formatted(PREFIX, epoch, first, lastSequence));
                }
                lastSequence = Math.max(lastSequence, newest.get().lastSequence());
                disowned |= newest.get().header().isDisowned();
            }
        }
        return new Chain(newest, lastSequence, disowned);
    }

    /// What an examination found.
    ///
    /// @param untouched whether nothing was written since it was left
    /// @param unneeded files of earlier epochs, which nothing needs any more
    /// @param lastSequence the number of the last entry
    public record Examined(
            List<String> doubts, boolean untouched, List<String> unneeded, long lastSequence) {
        public Examined {
            doubts = List.copyOf(doubts);
            unneeded = List.copyOf(unneeded);
        }
    }

    /// Reads like [#open], but changes nothing.
    public Examined examine(Whose whose, Optional<JournalEnd> left, Replay entries)
            throws IOException {
        List<String> doubts = new ArrayList<>();
        List<Long> epochs = new ArrayList<>();
        for (long epoch : epochs()) {
            if (isForeign(epoch, whose)) {
                doubts.add(foreign(epoch));
            } else {
                epochs.add(epoch);
            }
        }
        if (epochs.isEmpty()) {
            return new Examined(doubts, false, List.of(), 0);
        }
        List<Long> chain = chain(epochs);
        Chain read = read(chain, entries, doubts);
        Since since = since(left, chain.getLast(), read.lastSequence());
        if (doubts.isEmpty() && since == Since.OTHER) {
            doubts.add(olderState(chain.getLast()));
        }
        List<String> unneeded =
                epochs.stream()
                        .filter(epoch -> epoch < chain.getFirst())
                        .map(epoch -> PREFIX + epoch)
                        .toList();
        boolean untouched = doubts.isEmpty() && since == Since.UNTOUCHED;
        return new Examined(doubts, untouched, unneeded, read.lastSequence());
    }

    /// One that was made in this directory is ours, whatever else lies there.
    private boolean isForeign(long epoch, Whose whose) throws IOException {
        try (InputFile file = root.open(PREFIX + epoch)) {
            JournalScan.Maker maker = JournalScan.maker(file);
            return maker.root() != (int) root.stat().id().inode()
                    && maker.account().isPresent()
                    && !whose.isOurs(maker.account().get());
        } catch (CorruptJournalException damaged) {
            // The scan will say so.
            return false;
        }
    }

    private static String foreign(long epoch) {
        return PREFIX + epoch + ": is of another account";
    }

    /// It may be all that the other account has of its last mail. Answers the new name.
    private String setAside(long epoch) throws IOException {
        String name = FOREIGN + epoch;
        for (int others = 1; root.stat(name).isPresent(); others++) {
            name = FOREIGN + epoch + "-" + others;
        }
        root.rename(PREFIX + epoch, root, name);
        return name;
    }

    private static String olderState(long epoch) {
        return PREFIX + epoch + ": is an older state, such as from a backup";
    }

    /// The newest epoch, behind those it continues, as far as they are there.
    private List<Long> chain(List<Long> epochs) throws IOException {
        List<Long> chain = new ArrayList<>();
        long next = epochs.getLast();
        while (next != 0 && epochs.contains(next)) {
            chain.addFirst(next);
            next = continues(next);
        }
        return chain;
    }

    private long continues(long epoch) throws IOException {
        try {
            long before = header(epoch).map(JournalLayout.Header::continues).orElse(0L);
            return before < epoch ? before : 0;
        } catch (CorruptJournalException damaged) {
            // The scan will say so. What came before may be needed.
            return epoch - 1;
        }
    }

    private Optional<JournalLayout.Header> header(long epoch) throws IOException {
        try (InputFile file = root.open(PREFIX + epoch)) {
            byte[] bytes = new byte[JournalLayout.HEADER_BYTES];
            int got = file.read(0, bytes, 0, bytes.length);
            return got < bytes.length
                    ? Optional.empty()
                    : Optional.of(JournalLayout.readHeader(bytes));
        }
    }

    /// @param durable whether another epoch goes on from there, before which all of it was forced
    private Optional<Found> scan(long epoch, boolean durable, Replay entries, List<String> doubts)
            throws IOException {
        String name = PREFIX + epoch;
        try (InputFile file = root.open(name)) {
            Found found = JournalScan.scan(file, durable, entries);
            if (found.copied()) {
                doubts.add(name + ": is a copy, such as from a backup");
            }
            if (file.stat().hasOtherNames()) {
                doubts.add(name + ": has another name, such as in a backup");
            }
            found.damagedAt().ifPresent(at -> doubts.add(name + ": damaged at byte " + at));
            return Optional.of(found);
        } catch (CorruptJournalException damaged) {
            doubts.add(name + ": " + damaged.getMessage());
            return Optional.empty();
        }
    }

    private Since since(Optional<JournalEnd> left, long epoch, long lastSequence)
            throws IOException {
        Optional<FileStat> file = root.stat(PREFIX + epoch);
        if (left.isEmpty() || file.isEmpty()) {
            return Since.LONGER;
        }
        return new JournalEnd(epoch, lastSequence, file.get().mark()).since(left.get());
    }

    private Journal resume(long epoch, Found found, long lastSequence) throws IOException {
        OutputFile file = root.openForWriting(PREFIX + epoch);
        try {
            return Journal.resume(file, found, lastSequence + 1);
        } catch (IOException | RuntimeException refused) {
            close(file);
            throw refused;
        }
    }

    /// What an epoch begins with, written group by group.
    @FunctionalInterface
    public interface Image {
        void writeTo(Journal out) throws IOException;
    }

    /// Writes an epoch aside, greater than `lastEpoch` and all that lie there, and makes it
    /// durable. Nothing has changed before [#publish].
    ///
    /// @param sequence of the first entry that is no repetition
    public Journal begin(long lastEpoch, long sequence, Image image) throws IOException {
        return begin(lastEpoch, 0, sequence, image);
    }

    /// Like [#begin], an epoch that continues the newest one.
    public Journal beginNext(Journal newest, Image image) throws IOException {
        return begin(newest.epoch(), newest.epoch(), newest.sequence(), image);
    }

    private Journal begin(long lastEpoch, long continues, long sequence, Image image)
            throws IOException {
        List<Long> there = epochs();
        long epoch = 1 + (there.isEmpty() ? lastEpoch : Math.max(lastEpoch, there.getLast()));
        root.delete(UNFINISHED);
        OutputFile file = root.create(UNFINISHED, owner);
        try {
            Journal journal =
                    Journal.begin(
                            file,
                            new Journal.Beginning(
                                    root.stat().id().inode(),
                                    epoch,
                                    random.nextLong(),
                                    continues,
                                    sequence));
            image.writeTo(journal);
            journal.prepareRoom();
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
    }

    /// Says in epochs that nothing needs any more, where they have other names, that they are not
    /// the account's last word: there they would give its UIDs again.
    public void disownBefore(long epoch) {
        try {
            for (long old : epochs()) {
                if (old < epoch) {
                    disown(old);
                }
            }
        } catch (IOException refused) {
            LOG.log(Level.WARNING, "a copy of an old journal will be believed", refused);
        }
    }

    private void disown(long epoch) throws IOException {
        if (root.stat(PREFIX + epoch).filter(FileStat::hasOtherNames).isEmpty()) {
            return;
        }
        Optional<JournalLayout.Header> header = header(epoch);
        if (header.isPresent()) {
            byte[] bytes = JournalLayout.header(header.get().disowned());
            try (OutputFile file = root.openForWriting(PREFIX + epoch)) {
                file.write(0, bytes, 0, bytes.length);
                file.force();
            }
        }
    }

    /// Removes epochs that nothing needs any more. They do no harm: what stays goes the next time.
    public void removeBefore(long epoch) {
        disownBefore(epoch);
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
        return epochs(root);
    }

    private static List<Long> epochs(Directory root) throws IOException {
        List<Long> epochs = new ArrayList<>();
        for (Directory.Entry entry : root.list()) {
            String name = entry.name();
            if (name.startsWith(PREFIX)
                    && name.length() <= PREFIX.length() + EPOCH_DIGITS_MAX
                    && name.chars().skip(PREFIX.length()).allMatch(Character::isDigit)) {
                epochs.add(Long.parseLong(name.substring(PREFIX.length())));
            }
        }
        epochs.sort(Comparator.naturalOrder());
        return epochs;
    }
}

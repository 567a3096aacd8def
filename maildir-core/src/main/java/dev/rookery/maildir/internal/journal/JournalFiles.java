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
    public static final String UNFINISHED = "rookery.journal-new";

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

    /// Reads the newest journal and those that it continues, the oldest first.
    ///
    /// @param left how it was left, if that is known
    public Opened open(Optional<JournalEnd> left, Replay entries) throws IOException {
        root.delete(UNFINISHED);
        List<Long> epochs = epochs();
        if (epochs.isEmpty()) {
            return new None();
        }
        List<Long> chain = chain(epochs);
        long lastSequence = 0;
        List<String> doubts = new ArrayList<>();
        boolean disowned = false;
        for (long epoch : chain) {
            boolean last = epoch == chain.getLast();
            Optional<JournalScan.Found> found = scan(epoch, entries, doubts);
            lastSequence = Math.max(lastSequence, found.map(Found::lastSequence).orElse(0L));
            disowned |= found.filter(each -> each.header().isDisowned()).isPresent();
            if (last && found.isPresent() && doubts.isEmpty()) {
                Since since = since(left, epoch, lastSequence);
                if (since != Since.OTHER) {
                    removeBefore(chain.getFirst());
                    boolean untouched = since == Since.UNTOUCHED;
                    return new Sound(resume(epoch, found.get(), lastSequence), untouched);
                }
                doubts.add(olderState(epoch));
            }
        }
        return new Doubtful(chain.getLast(), lastSequence, disowned, String.join("; ", doubts));
    }

    /// What an examination found.
    ///
    /// @param untouched whether nothing was written since it was left
    /// @param unneeded files of earlier epochs, which nothing needs any more
    public record Examined(List<String> doubts, boolean untouched, List<String> unneeded) {
        public Examined {
            doubts = List.copyOf(doubts);
            unneeded = List.copyOf(unneeded);
        }
    }

    /// Reads like [#open], but changes nothing.
    public Examined examine(Optional<JournalEnd> left, Replay entries) throws IOException {
        List<Long> epochs = epochs();
        if (epochs.isEmpty()) {
            return new Examined(List.of(), false, List.of());
        }
        List<String> doubts = new ArrayList<>();
        List<Long> chain = chain(epochs);
        long lastSequence = 0;
        for (long epoch : chain) {
            Optional<Found> found = scan(epoch, entries, doubts);
            lastSequence = Math.max(lastSequence, found.map(Found::lastSequence).orElse(0L));
        }
        Since since = since(left, chain.getLast(), lastSequence);
        if (doubts.isEmpty() && since == Since.OTHER) {
            doubts.add(olderState(chain.getLast()));
        }
        List<String> unneeded =
                epochs.stream()
                        .filter(epoch -> epoch < chain.getFirst())
                        .map(epoch -> PREFIX + epoch)
                        .toList();
        return new Examined(doubts, doubts.isEmpty() && since == Since.UNTOUCHED, unneeded);
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

    private Optional<Found> scan(long epoch, Replay entries, List<String> doubts)
            throws IOException {
        String name = PREFIX + epoch;
        try (InputFile file = root.open(name)) {
            Found found = JournalScan.scan(file, entries);
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
            Journal journal = Journal.begin(file, epoch, random.nextLong(), continues, sequence);
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
                    && name.length() <= PREFIX.length() + 18
                    && name.chars().skip(PREFIX.length()).allMatch(Character::isDigit)) {
                epochs.add(Long.parseLong(name.substring(PREFIX.length())));
            }
        }
        epochs.sort(Comparator.naturalOrder());
        return epochs;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileId;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.index.HeadFile;
import dev.rookery.maildir.internal.index.LaterVersionException;
import dev.rookery.maildir.internal.index.ModSeqSegment;
import dev.rookery.maildir.internal.index.ModSeqSegmentWriter;
import dev.rookery.maildir.internal.index.RowSegment;
import dev.rookery.maildir.internal.index.RowSegmentWriter;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.BufferUnderflowException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;

/// The index of one folder: the head file `rookery.index`, replaced as a whole, and the files of
/// rows and mod-sequences that it names, which never change. What the head names is durable before
/// the head is; a file that it does not name is nobody's.
public final class FolderStore {
    private static final System.Logger LOG = System.getLogger(FolderStore.class.getName());
    private static final String HEAD = "rookery.index";

    private final SegmentPool pool;
    private final Directory home;
    private final Optional<Owner> owner;

    public FolderStore(SegmentPool pool, Directory home, Optional<Owner> owner) {
        this.pool = pool;
        this.home = home;
        this.owner = owner;
    }

    /// What was written.
    ///
    /// @param identity of the folder it was written for
    /// @param sequence of the last entry of the journal that is included
    public record Stored(FolderState state, String identity, long sequence) {}

    /// Nothing was written, or all of it removed.
    ///
    /// @throws CorruptIndexException if it is not what was written
    /// @throws IOException also if a later version of this program wrote it
    public Optional<Stored> read() throws IOException {
        Optional<SortedMap<Integer, byte[]>> sections = sections();
        return sections.isPresent() ? Optional.of(read(sections.get())) : Optional.empty();
    }

    private Optional<SortedMap<Integer, byte[]>> sections() throws IOException {
        return switch (HeadFile.read(home, HEAD)) {
            case HeadFile.Absent _ -> Optional.empty();
            case HeadFile.Sound(SortedMap<Integer, byte[]> sections) -> Optional.of(sections);
            case HeadFile.Damaged damaged ->
                    throw new CorruptIndexException(home + "/" + HEAD, damaged.at(), damaged.why());
            case HeadFile.LaterVersion(int version) -> throw laterVersion(version);
        };
    }

    /// What this folder counts for in the account's quota, without opening what the head names.
    ///
    /// @throws CorruptIndexException if it is not what was written
    public Optional<Usage> usage(int folder, String identity) throws IOException {
        return ask(folder, identity, FolderSections::usage);
    }

    /// The number of the last entry of the journal that is included; 0 if nothing was written.
    ///
    /// @throws CorruptIndexException if it is not what was written
    public long sequence(int folder, String identity) throws IOException {
        return ask(folder, identity, read -> FolderSections.about(read).sequence()).orElse(0L);
    }

    private <T> Optional<T> ask(
            int folder, String identity, Function<SortedMap<Integer, byte[]>, T> question)
            throws IOException {
        Optional<SortedMap<Integer, byte[]>> sections = sections();
        try {
            return sections.filter(read -> FolderSections.about(read).isOf(folder, identity))
                    .map(question);
        } catch (IllegalArgumentException | BufferUnderflowException impossible) {
            throw corrupt("impossible content: " + impossible.getMessage());
        }
    }

    /// The identity of the folder whose index lies there; nothing if there is none, or if it is
    /// damaged.
    public static Optional<String> identity(Directory home) throws IOException {
        try {
            return HeadFile.read(home, HEAD) instanceof HeadFile.Sound(var sections)
                    ? Optional.of(FolderSections.about(sections).identity())
                    : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException impossible) {
            return Optional.empty();
        }
    }

    /// What can still be relied on where [#read] says that the index is damaged, or where it was
    /// written for another folder. UIDs and mod-sequences go on behind all that may have been told.
    ///
    /// @param jump how far they leap where nothing says how far they came
    /// @throws IOException also if a later version of this program wrote it
    public Stored salvage(int folder, UidValidity uidValidity, String identity, long jump)
            throws IOException {
        return new Salvage(this, folder, uidValidity, identity, jump).run();
    }

    /// Whether there are files of rows though no head names them.
    public boolean hasLostHead() throws IOException {
        return home.stat(HEAD).isEmpty() && !segmentNames().isEmpty();
    }

    /// Finished index files that nobody needs: the head does not name them.
    ///
    /// @param stored what the head says, if there is one
    public List<String> unneeded(Optional<Stored> stored) throws IOException {
        List<String> names = new ArrayList<>(segmentNames());
        if (stored.isPresent()
                && stored.get().state().snapshot().storedRows() instanceof IndexedRows rows) {
            rows.files().forEach(file -> names.remove(file.fileName()));
        }
        return names;
    }

    /// Reads all there is, and tells what is not as it was written. Nothing is changed.
    public void examine(Consumer<CorruptIndexException> damage) throws IOException {
        try {
            read();
        } catch (CorruptIndexException damaged) {
            damage.accept(damaged);
        }
        for (String name : segmentNames()) {
            try {
                examine(name, damage);
            } catch (CorruptIndexException damaged) {
                damage.accept(damaged);
            } catch (NoSuchFileException meanwhile) {
                LOG.log(Level.DEBUG, "gone: {0}", meanwhile.getMessage());
            }
        }
    }

    private void examine(String name, Consumer<CorruptIndexException> damage) throws IOException {
        if (name.startsWith(Held.PREFIX + "rows.")) {
            try (RowSegment segment = RowSegment.open(home, name, pool.cache())) {
                segment.examine(damage);
            }
        } else {
            try (ModSeqSegment segment = ModSeqSegment.open(home, name, pool.cache())) {
                segment.examine(damage);
            }
        }
    }

    /// Names of finished index files, named by the head or not.
    List<String> segmentNames() throws IOException {
        return home.list().stream()
                .map(Directory.Entry::name)
                .filter(name -> Held.numberIn(name) > 0 && !name.endsWith(".new"))
                .toList();
    }

    Directory home() {
        return home;
    }

    SegmentPool pool() {
        return pool;
    }

    HeadFile.Found head() throws IOException {
        return HeadFile.read(home, HEAD);
    }

    LaterVersionException laterVersion(int version) {
        return new LaterVersionException(home + "/" + HEAD, version, HeadFile.VERSION);
    }

    private CorruptIndexException corrupt(String why) {
        return new CorruptIndexException(home + "/" + HEAD, why);
    }

    private Stored read(SortedMap<Integer, byte[]> sections) throws IOException {
        try {
            IndexedRows rows = rows(FolderSections.reader(sections, FolderSections.FILES), false);
            FolderState state = FolderSections.read(sections, rows);
            FolderSections.About about = FolderSections.about(sections);
            return new Stored(state, about.identity(), about.sequence());
        } catch (IllegalArgumentException | BufferUnderflowException impossible) {
            throw corrupt("impossible content: " + impossible.getMessage());
        } catch (NoSuchFileException missing) {
            throw corrupt("names a file that is not there: " + missing.getFile());
        }
    }

    /// @param lenient whether files that cannot be opened are left out
    IndexedRows rows(SectionReader in, boolean lenient) throws IOException {
        long lastUid = in.number();
        List<Held<RowSegment>> rows = new ArrayList<>();
        List<Held<ModSeqSegment>> modSeqs = new ArrayList<>();
        for (int left = in.count(Integer.BYTES + Long.BYTES); left > 0; left--) {
            int kind = in.integer();
            long number = in.number();
            int checksum = in.integer();
            try {
                open(kind, number, checksum, rows, modSeqs);
            } catch (CorruptIndexException | NoSuchFileException damaged) {
                if (!lenient) {
                    throw damaged;
                }
                LOG.log(Level.WARNING, "left out of the index: {0}", damaged.getMessage());
            }
        }
        return new IndexedRows(lastUid, rows, modSeqs, pool.damage());
    }

    private void open(
            int kind,
            long number,
            int checksum,
            List<Held<RowSegment>> rows,
            List<Held<ModSeqSegment>> modSeqs)
            throws IOException {
        if (kind == Held.Kind.ROWS.code()) {
            rows.add(require(openRows(number), checksum));
        } else if (kind == Held.Kind.MODSEQS.code()) {
            modSeqs.add(require(openModSeqs(number), checksum));
        } else {
            throw new IllegalArgumentException("unknown kind of file: " + kind);
        }
    }

    private <S extends Closeable> Held<S> require(Held<S> held, int checksum)
            throws CorruptIndexException {
        if (held.checksum() != checksum) {
            throw corrupt(held.fileName() + " is another file than the one it names");
        }
        return held;
    }

    Held<RowSegment> openRows(long number) throws IOException {
        RowSegment segment = RowSegment.open(home, Held.Kind.ROWS.fileName(number), pool.cache());
        return pool.hold(
                new Held<>(
                        segment,
                        Held.Kind.ROWS,
                        number,
                        segment.checksum(),
                        segment.rows(),
                        segment.id()));
    }

    Held<ModSeqSegment> openModSeqs(long number) throws IOException {
        ModSeqSegment segment =
                ModSeqSegment.open(home, Held.Kind.MODSEQS.fileName(number), pool.cache());
        return pool.hold(
                new Held<>(
                        segment,
                        Held.Kind.MODSEQS,
                        number,
                        segment.checksum(),
                        segment.pairs(),
                        segment.id()));
    }

    /// Whether the files that a folder's rows are read from lie in its directory. They do not where
    /// another one was put in its place.
    public static boolean holds(Directory home, FolderState state) throws IOException {
        if (state.snapshot().storedRows() instanceof IndexedRows rows) {
            for (Held<?> file : rows.files()) {
                Optional<FileId> there = home.stat(file.fileName()).map(FileStat::id);
                if (!there.equals(Optional.of(file.id()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Writes all of a folder's state, durably. Files that are not needed any more are removed;
    /// where those are missing that the head would name, all are written.
    ///
    /// @param sequence of the last entry of the journal that is included
    /// @throws CorruptIndexException if they cannot be read
    public Stored write(FolderState state, String identity, long sequence) throws IOException {
        boolean goesOn = holds(home, state);
        return write(state, identity, sequence, goesOn ? IndexUpdate::run : FolderStore::runAnew);
    }

    private static IndexedRows runAnew(IndexUpdate update, long firstNumber) throws IOException {
        List<CorruptIndexException> damage = new ArrayList<>();
        IndexedRows rows = update.runAnew(firstNumber, damage::add);
        if (!damage.isEmpty()) {
            throw damage.getFirst();
        }
        return rows;
    }

    /// Like [#write], into new files altogether: what cannot be read of the old ones is left out.
    ///
    /// @param damage hears of what that is
    public Stored writeAnew(
            FolderState state,
            String identity,
            long sequence,
            Consumer<CorruptIndexException> damage)
            throws IOException {
        return write(state, identity, sequence, (update, number) -> update.runAnew(number, damage));
    }

    private interface Update {
        IndexedRows run(IndexUpdate update, long firstNumber) throws IOException;
    }

    private Stored write(FolderState state, String identity, long sequence, Update update)
            throws IOException {
        IndexedRows before =
                state.snapshot().storedRows() instanceof IndexedRows indexed
                        ? indexed
                        : IndexedRows.NONE;
        IndexedRows rows = update.run(new IndexUpdate(this, state, before), nextNumber());
        FolderState written = state.with(state.snapshot().on(rows, state.snapshot()));
        if (!rows.files().equals(before.files())) {
            // Before the head names them.
            home.force();
        }
        SortedMap<Integer, byte[]> sections = FolderSections.write(state, identity, sequence);
        sections.put(FolderSections.FILES, files(rows));
        sections.put(FolderSections.ENDINGS, endings(state));
        HeadFile.write(home, HEAD, owner, sections);
        home.force();
        removeOthers(rows);
        return new Stored(written, identity, sequence);
    }

    private byte[] endings(FolderState state) {
        EndingsSection section =
                EndingsSection.of(state.names().endings(), EndingsSection.BYTES_MAX);
        if (section.leftOut() > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0}: no room for the names of {1} files; they are looked for when needed",
                    home,
                    section.leftOut());
        }
        return section.bytes();
    }

    static UidSet upTo(long uid) {
        return uid < 1 ? UidSet.EMPTY : between(1, uid);
    }

    static UidSet between(long first, long last) {
        return UidSet.range(new Uid(first), new Uid(last));
    }

    private static byte[] files(IndexedRows rows) {
        SectionWriter out = new SectionWriter().number(rows.lastUid());
        List<Held<?>> all = rows.files();
        out.integer(all.size());
        for (Held<?> file : all) {
            out.integer(file.kind().code()).number(file.number()).integer(file.checksum());
        }
        return out.section();
    }

    RowSegmentWriter createRows(long number, int rowsExpected) throws IOException {
        return RowSegmentWriter.create(home, Held.Kind.ROWS.fileName(number), owner, rowsExpected);
    }

    ModSeqSegmentWriter createModSeqs(long number) throws IOException {
        return ModSeqSegmentWriter.create(home, Held.Kind.MODSEQS.fileName(number), owner);
    }

    /// A number that no file of the folder has, named by the head or not.
    private long nextNumber() throws IOException {
        long last = 0;
        for (Directory.Entry entry : home.list()) {
            last = Math.max(last, Held.numberIn(entry.name()));
        }
        return last + 1;
    }

    /// What stays goes the next time.
    private void removeOthers(IndexedRows rows) {
        Set<String> named = new HashSet<>();
        rows.files().forEach(file -> named.add(file.fileName()));
        try {
            for (Directory.Entry entry : home.list()) {
                if (Held.numberIn(entry.name()) > 0 && !named.contains(entry.name())) {
                    home.delete(entry.name());
                }
            }
        } catch (IOException later) {
            LOG.log(Level.DEBUG, "old index files stay in {0}: {1}", home, later.getMessage());
        }
    }
}

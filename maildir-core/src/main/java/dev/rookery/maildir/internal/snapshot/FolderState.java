// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.filename.FlagLetters;
import dev.rookery.maildir.internal.filename.MessageFileName;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.quota.Usage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/// One folder as journal and index tell it: what each entry means stands here, once, for recovery
/// and for every change alike. Immutable.
///
/// @param names of the files, those of gone messages included
/// @param debt which letters of which names we changed since they were last known to be durable: a
///   name may show any state of such a letter, and what we want wins; what a name shows of all
///   other letters differs from what we knew only if another program changed it
/// @param tombs expunged messages whose files may still be there, with their inodes, or -1
/// @param unplaced messages whose files have to be made of their bodies
/// @param sizes of all messages together
public record FolderState(
        int id,
        MailboxSnapshot snapshot,
        FileNames names,
        LetterSets debt,
        KeywordLetters letters,
        UidLongMap tombs,
        UidSet unplaced,
        Sizes sizes) {
    private static final System.Logger LOG = System.getLogger(FolderState.class.getName());
    private static final long INODE_UNKNOWN = -1;

    public static FolderState empty(int id, UidValidity uidValidity) {
        return new FolderState(
                id,
                MailboxSnapshot.empty(uidValidity),
                FileNames.NONE,
                LetterSets.NONE,
                KeywordLetters.NONE,
                UidLongMap.EMPTY,
                UidSet.EMPTY,
                Sizes.NONE);
    }

    public FolderState with(MailboxSnapshot newSnapshot) {
        return new FolderState(id, newSnapshot, names, debt, letters, tombs, unplaced, sizes);
    }

    private FolderState with(FileNames newNames, LetterSets newDebt) {
        return new FolderState(id, snapshot, newNames, newDebt, letters, tombs, unplaced, sizes);
    }

    private FolderState with(UidLongMap newTombs) {
        return new FolderState(id, snapshot, names, debt, letters, newTombs, unplaced, sizes);
    }

    private FolderState withUnplaced(UidSet newUnplaced) {
        return new FolderState(id, snapshot, names, debt, letters, tombs, newUnplaced, sizes);
    }

    private FolderState holding(Sizes newSizes) {
        return new FolderState(id, snapshot, names, debt, letters, tombs, unplaced, newSizes);
    }

    /// The same folder, its sizes set right.
    public FolderState recounted(Sizes correction) {
        return holding(sizes.plus(correction.physicalBytes(), correction.virtualBytes()));
    }

    /// What it counts for in the account's quota.
    public Usage usage() {
        return new Usage(sizes.physicalBytes(), snapshot.uids().size());
    }

    /// The folder in numbers, when nobody has claimed what lies in `new/`.
    public MailboxStatus status() {
        return MailboxStatus.of(snapshot, names.inNew().size(), sizes.virtualBytes());
    }

    /// Whether files have to be made, renamed or removed before they say what the journal says.
    public boolean owes() {
        return !tombs.isEmpty() || !unplaced.isEmpty() || owesNames();
    }

    /// Whether files have to be renamed.
    public boolean owesNames() {
        return !debt.uids().isEmpty();
    }

    public String fileName(Row row) {
        return names.name(row.uid(), row.base());
    }

    public boolean isInNew(long uid) {
        return names.isInNew(uid);
    }

    /// The letters a message's file name has to show: those of its flags, and those that mean
    /// nothing to us.
    public int wantedLetters(long uid) {
        int shown = names.shown().of(uid);
        return letters.letters(snapshot.flagging().of(uid)) | (shown & ~ours());
    }

    /// Letters that stand for flags.
    private int ours() {
        int bits = 0;
        for (SystemFlag flag : SystemFlag.values()) {
            bits |= 1 << FlagLetters.of(flag);
        }
        for (int letter = 0; letter < KeywordLetters.LETTERS; letter++) {
            bits |= letters.word(letter).isPresent() ? 1 << FlagLetters.ofKeyword(letter) : 0;
        }
        return bits;
    }

    /// @throws IOException if rows of messages that go cannot be read
    public FolderState after(Entry.OfFolder entry) throws IOException {
        return switch (entry) {
            case Entry.Counters e -> with(snapshot.counting(e.uidNext(), e.highestModSeq()));
            case Entry.MessageAdded e -> added(List.of(e));
            case Entry.FilesPlaced e -> withUnplaced(unplaced.minus(e.uids()));
            case Entry.FlagsChanged e -> flagsChanged(e.uids(), e.change(), e.modSeq());
            case Entry.MessagesExpunged e -> expunged(e);
            case Entry.FilesRemoved e -> removed(e.uids());
            case Entry.FileNamed e -> named(e);
            case Entry.FilesNamed e -> named(e.uids(), e.letters());
            case Entry.FolderImported e -> with(snapshot.beginning(e.uidNext(), e.highestModSeq()));
            case Entry.KeywordLettered e -> lettered(e.letter(), e.keyword());
        };
    }

    /// Like [#after] of each of them, one behind the other; messages that follow each other are
    /// added in one step.
    ///
    /// @throws IOException if rows of messages that go cannot be read
    public FolderState afterAll(List<? extends Entry.OfFolder> several) throws IOException {
        FolderState state = this;
        List<Entry.MessageAdded> messages = new ArrayList<>();
        for (Entry.OfFolder each : several) {
            if (each instanceof Entry.MessageAdded message) {
                messages.add(message);
            } else {
                state = state.added(messages).after(each);
                messages.clear();
            }
        }
        return state.added(messages);
    }

    /// Like [#after] of each of them, in one step.
    ///
    /// @param several ascending by UID
    public FolderState added(List<Entry.MessageAdded> several) {
        if (several.isEmpty()) {
            return this;
        }
        NewRows rows = new NewRows(snapshot);
        Naming naming = new Naming(names);
        UidSet.Builder bodies = UidSet.builder();
        Sizes sum = sizes;
        for (Entry.MessageAdded e : several) {
            MessageFileName name = new MessageFileName(e.fileName());
            rows.add(row(e, name.base()), e.flags());
            naming.add(e.uid(), name, e.inNew());
            sum = sum.plus(e.physicalBytes(), e.virtualBytes());
            if (e.body().isPresent()) {
                bodies.accept(e.uid());
            }
        }
        FileNames all = naming.all();
        FolderState more =
                rows.compacts() ? with(all.compacted(), debt.compacted()) : with(all, debt);
        return more.with(rows.all())
                .owingNameOf(naming.uids())
                .holding(sum)
                .withUnplaced(unplaced.or(bodies.build()));
    }

    private static Row row(Entry.MessageAdded e, String base) {
        return new Row(
                e.uid(),
                e.modSeq(),
                e.dateSeconds(),
                e.savedSeconds(),
                e.physicalBytes(),
                e.virtualBytes(),
                base,
                e.origin().map(origin -> new Row.Origin(origin.folder(), origin.uid())));
    }

    private FolderState flagsChanged(UidSet uids, FlagChange change, long modSeq) {
        MailboxSnapshot after = snapshot.flagsChanged(uids, change, modSeq);
        LetterSets more = debt;
        for (SystemFlag flag : SystemFlag.values()) {
            UidSet before = snapshot.having(flag);
            if (!before.equals(after.having(flag))) {
                more = more.plus(FlagLetters.of(flag), before.xor(after.having(flag)));
            }
        }
        for (int letter = 0; letter < KeywordLetters.LETTERS; letter++) {
            String word = letters.word(letter).orElse("");
            UidSet before = snapshot.havingKeyword(word);
            if (!before.equals(after.havingKeyword(word))) {
                UidSet changed = before.xor(after.havingKeyword(word));
                more = more.plus(FlagLetters.ofKeyword(letter), changed);
            }
        }
        return with(after).with(names, more);
    }

    private FolderState expunged(Entry.MessagesExpunged e) throws IOException {
        UidLongMap more = tombs;
        UidSet gone = e.uids().and(snapshot.uids());
        if (e.inodes().count() == 0) {
            more = more.with(gone, INODE_UNKNOWN);
        } else {
            int place = 0;
            for (Uid uid : e.uids()) {
                long inode = e.inodes().at(place++);
                if (gone.contains(uid)) {
                    more = more.with(UidSet.of(uid), inode == 0 ? INODE_UNKNOWN : inode);
                }
            }
        }
        return with(snapshot.expunged(e.uids(), e.modSeq()))
                .with(names, debt.minus(e.uids()))
                .with(more)
                .holding(sizesWithout(gone));
    }

    /// What remains when these go. Damage must not keep them: sizes that cannot be read are given
    /// back with the folder's last message.
    private Sizes sizesWithout(UidSet gone) throws IOException {
        if (gone.equals(snapshot.uids())) {
            return Sizes.NONE;
        }
        Sizes[] left = {sizes};
        try {
            snapshot.forEachRow(gone, row -> left[0] = left[0].minus(row));
        } catch (CorruptIndexException damaged) {
            LOG.log(Level.WARNING, "counted as if still there: {0}", damaged.getMessage());
        }
        return left[0];
    }

    private FolderState removed(UidSet uids) {
        UidSet gone = uids.minus(snapshot.uids());
        return with(names.minus(gone), debt).with(tombs.without(gone));
    }

    private FolderState named(Entry.FileNamed e) {
        UidSet one = UidSet.of(new Uid(e.uid()));
        FileNames renamed = names.with(e.uid(), new MessageFileName(e.fileName()), e.inNew());
        return snapshot.uids().intersects(one)
                ? with(renamed, debt.minus(one)).owingNameOf(one)
                : tombs.get(e.uid()) == 0 ? this : with(renamed, debt);
    }

    private FolderState named(UidSet uids, int shown) {
        UidSet there = uids.and(snapshot.uids());
        return with(names.with(there, shown), debt.minus(there)).owingNameOf(there);
    }

    private FolderState lettered(int letter, String keyword) {
        FolderState more =
                new FolderState(
                        id,
                        snapshot,
                        names,
                        debt,
                        letters.with(letter, keyword),
                        tombs,
                        unplaced,
                        sizes);
        return more.owingNameOf(snapshot.havingKeyword(keyword));
    }

    /// Notes which letters the names of `uids` lack, or have without reason.
    private FolderState owingNameOf(UidSet uids) {
        LetterSets more = debt;
        for (SystemFlag flag : SystemFlag.values()) {
            int letter = FlagLetters.of(flag);
            more = more.plus(letter, differing(uids, snapshot.having(flag), letter));
        }
        for (int i = 0; i < KeywordLetters.LETTERS; i++) {
            if (letters.word(i).isPresent()) {
                int letter = FlagLetters.ofKeyword(i);
                UidSet bearers = snapshot.havingKeyword(letters.word(i).get());
                more = more.plus(letter, differing(uids, bearers, letter));
            }
        }
        return more.equals(debt) ? this : with(names, more);
    }

    private UidSet differing(UidSet uids, UidSet bearers, int letter) {
        return uids.and(bearers).xor(uids.and(names.shown().of(letter)));
    }

    /// Leaves room for what may have been told to clients and is not known any more.
    public FolderState jumped(long by) {
        return with(
                snapshot.counting(
                        Math.min(snapshot.uidNext().value() + by, Uid.MAX),
                        snapshot.highestModSeq().value() + by));
    }
}

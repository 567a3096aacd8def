// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.snapshot;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.LongConsumer;

/// A mailbox at one moment, and the moments that can follow it.
///
/// Each change returns a new snapshot that shares what did not change; UIDs that are not there are
/// passed over. Mod-sequences and UIDs that are greater than any before move the counters. What a
/// change costs does not depend on how many messages there are.
public final class MailboxSnapshot implements Snapshot {
    /// Stands for the mod-sequence of an expunge that is news to nobody.
    public static final long NEVER_TOLD = 0;

    /// Messages that are looked up one by one rather than found among all.
    private static final int LOOKED_UP_MAX = 256;

    private final Counters counters;
    private final UidSet uids;
    private final Flagging flagging;
    private final Rows rows;

    /// Mod-sequences that changed since the rows were written to disk.
    private final UidLongMap modSeqs;

    private final ExpungeLog expunges;

    /// Where counting stands.
    public record Counters(UidValidity uidValidity, long uidNext, long highestModSeq) {
        Counters reaching(long next, long modSeq) {
            return new Counters(
                    uidValidity, Math.max(uidNext, next), Math.max(highestModSeq, modSeq));
        }
    }

    private MailboxSnapshot(
            Counters counters,
            UidSet uids,
            Flagging flagging,
            Rows rows,
            UidLongMap modSeqs,
            ExpungeLog expunges) {
        this.counters = counters;
        this.uids = uids;
        this.flagging = flagging;
        this.rows = rows;
        this.modSeqs = modSeqs;
        this.expunges = expunges;
    }

    public static MailboxSnapshot empty(UidValidity uidValidity) {
        return new MailboxSnapshot(
                new Counters(uidValidity, 1, 1),
                UidSet.EMPTY,
                Flagging.NONE,
                Rows.NONE,
                UidLongMap.EMPTY,
                ExpungeLog.completeSince(0));
    }

    /// What was written to disk, and nothing since.
    public static MailboxSnapshot stored(
            Counters counters,
            UidSet uids,
            Flagging flagging,
            StoredRows rows,
            ExpungeLog expunges) {
        return new MailboxSnapshot(
                counters, uids, flagging, Rows.NONE.on(rows), UidLongMap.EMPTY, expunges);
    }

    @Override
    public UidValidity uidValidity() {
        return counters.uidValidity();
    }

    @Override
    public Uid uidNext() {
        return new Uid(counters.uidNext());
    }

    @Override
    public ModSeq highestModSeq() {
        return new ModSeq(counters.highestModSeq());
    }

    public Counters counters() {
        return counters;
    }

    @Override
    public UidSet uids() {
        return uids;
    }

    @Override
    public UidSet having(SystemFlag flag) {
        return flagging.having(flag);
    }

    @Override
    public UidSet havingKeyword(String keyword) {
        return flagging.havingKeyword(keyword);
    }

    @Override
    public SortedSet<String> keywords() {
        return flagging.keywords();
    }

    @Override
    public Flags flags(Uid uid) {
        requireMember(uid);
        return flagging.of(uid.value());
    }

    private void requireMember(Uid uid) {
        if (!uids.contains(uid)) {
            throw new MessageExpungedException(uid);
        }
    }

    @Override
    public ModSeq modSeq(Uid uid) throws IOException {
        requireMember(uid);
        long changed = modSeqs.get(uid.value());
        return new ModSeq(changed != 0 ? changed : require(uid, rows.modSeq(uid.value())));
    }

    @Override
    public UidSet changedSince(ModSeq modSeq) throws IOException {
        if (modSeq.value() >= counters.highestModSeq()) {
            return UidSet.EMPTY;
        }
        UidSet.Builder changed = UidSet.builder();
        rows.changedSince(modSeq.value(), changed);
        modSeqs.forEachAbove(modSeq.value(), (uid, _) -> changed.accept(uid));
        return changed.build().and(uids);
    }

    /// The same of a few messages, or many, without looking at all others.
    public UidSet changedSince(ModSeq modSeq, UidSet some) throws IOException {
        UidSet present = some.and(uids);
        if (modSeq.value() >= counters.highestModSeq() || present.size() > LOOKED_UP_MAX) {
            return changedSince(modSeq).and(present);
        }
        UidSet.Builder changed = UidSet.builder();
        for (Uid uid : present) {
            if (modSeq(uid).compareTo(modSeq) > 0) {
                changed.add(uid);
            }
        }
        return changed.build();
    }

    @Override
    public Optional<UidSet> expungedSince(ModSeq modSeq) {
        return expunges.since(modSeq.value());
    }

    @Override
    public long sizeBytes(Uid uid) throws IOException {
        requireMember(uid);
        return require(uid, rows.virtualBytes(uid.value()));
    }

    @Override
    public Instant internalDate(Uid uid) throws IOException {
        requireMember(uid);
        return Instant.ofEpochSecond(require(uid, rows.date(uid.value())));
    }

    @Override
    public Optional<Instant> saveDate(Uid uid) throws IOException {
        long saved = requireRow(uid).savedSeconds();
        return saved == Row.UNKNOWN ? Optional.empty() : Optional.of(Instant.ofEpochSecond(saved));
    }

    private static long require(Uid uid, long value) throws IOException {
        if (value == Long.MIN_VALUE) {
            throw new IOException("the index has no row for UID " + uid);
        }
        return value;
    }

    @Override
    public long physicalBytes(Uid uid) throws IOException {
        requireMember(uid);
        return require(uid, rows.physicalBytes(uid.value()));
    }

    /// The row of a message that is there.
    public Row requireRow(Uid uid) throws IOException {
        requireMember(uid);
        return row(uid.value())
                .orElseThrow(() -> new IOException("the index has no row for UID " + uid));
    }

    /// A row, also of a message that went not long ago.
    public Optional<Row> row(long uid) throws IOException {
        return rows.find(uid);
    }

    /// Reads rows, ascending by UID.
    public void forEachRow(UidSet wanted, StoredRows.RowReader reader) throws IOException {
        rows.forEach(wanted, reader);
    }

    /// Tells UIDs, gone ones among them, whose base name has that hash.
    public void withHash(int hash, LongConsumer found) throws IOException {
        rows.withHash(hash, found);
    }

    /// How many rows are in memory.
    public int recentRows() {
        return rows.recentRows();
    }

    /// Tells the hashes of the bases of all rows in memory.
    public void forEachRecentHash(Rows.EachHash each) {
        rows.forEachRecentHash(each);
    }

    Rows rows() {
        return rows;
    }

    public Flagging flagging() {
        return flagging;
    }

    public ExpungeLog expunges() {
        return expunges;
    }

    public UidLongMap changedModSeqs() {
        return modSeqs;
    }

    public StoredRows storedRows() {
        return rows.stored();
    }

    /// This moment, the rows of `then` being on disk by now.
    public MailboxSnapshot on(StoredRows written, MailboxSnapshot then) {
        return new MailboxSnapshot(
                counters,
                uids,
                flagging,
                rows.on(written),
                modSeqs.above(then.counters.highestModSeq()),
                expunges);
    }

    /// Whether one of the counters has not come that far.
    public boolean isBehind(long uidNext, long highestModSeq) {
        return counters.uidNext() < uidNext || counters.highestModSeq() < highestModSeq;
    }

    /// Moves the counters on; they never go back.
    public MailboxSnapshot counting(long uidNext, long highestModSeq) {
        return new MailboxSnapshot(
                counters.reaching(uidNext, highestModSeq), uids, flagging, rows, modSeqs, expunges);
    }

    /// Moves the counters on behind what another server told; what it expunged nobody knows.
    public MailboxSnapshot beginning(long uidNext, long highestModSeq) {
        return forgetful(counters.reaching(uidNext, highestModSeq));
    }

    /// Moves the counters on over a time of which nobody knows what was expunged.
    public MailboxSnapshot goingOnFrom(long uidNext, long highestModSeq) {
        Counters last = counters.reaching(uidNext, highestModSeq);
        return forgetful(last.reaching(0, last.highestModSeq() + 1));
    }

    private MailboxSnapshot forgetful(Counters after) {
        return new MailboxSnapshot(
                after,
                uids,
                flagging,
                rows,
                modSeqs,
                ExpungeLog.completeSince(after.highestModSeq()));
    }

    /// With more messages, up to `uidNext` and `highestModSeq`.
    MailboxSnapshot with(
            Rows more, UidSet all, Flagging flagged, long uidNext, long highestModSeq) {
        return new MailboxSnapshot(
                counters.reaching(uidNext, highestModSeq), all, flagged, more, modSeqs, expunges);
    }

    public MailboxSnapshot flagsChanged(UidSet some, FlagChange change, long modSeq) {
        UidSet present = some.and(uids);
        return new MailboxSnapshot(
                counters.reaching(0, modSeq),
                uids,
                flagging.changed(present, change),
                rows,
                modSeqs.with(present, modSeq),
                expunges);
    }

    /// @param modSeq [#NEVER_TOLD] for messages nobody has heard of
    public MailboxSnapshot expunged(UidSet some, long modSeq) {
        UidSet gone = some.and(uids);
        return new MailboxSnapshot(
                counters.reaching(0, modSeq),
                uids.minus(gone),
                flagging.without(gone),
                rows,
                modSeqs.without(gone),
                modSeq == NEVER_TOLD ? expunges : expunges.with(modSeq, gone));
    }

    /// Those of `some` that `change` makes a difference to.
    public UidSet changedBy(UidSet some, FlagChange change) {
        return flagging.changedBy(some.and(uids), change);
    }
}

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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// A mailbox at one moment, and the moments that can follow it.
///
/// Each change returns a new snapshot that shares what did not change; UIDs that are not there are
/// passed over. Mod-sequences and UIDs that are greater than any before move the counters.
public final class MailboxSnapshot implements Snapshot {
    private static final int COMPACTED_EVERY = 1_024;

    private final Counters counters;
    private final Members members;
    private final Rows rows;

    private record Counters(UidValidity uidValidity, long uidNext, long highestModSeq) {
        Counters reaching(long next, long modSeq) {
            return new Counters(
                    uidValidity, Math.max(uidNext, next), Math.max(highestModSeq, modSeq));
        }
    }

    /// Who is there, whose file lies in `new/`, and who bears which flag.
    private record Members(
            UidSet uids,
            UidSet inNew,
            Map<SystemFlag, UidSet> flags,
            SortedMap<String, UidSet> keywords) {
        Members without(UidSet gone) {
            Map<SystemFlag, UidSet> leftFlags = new EnumMap<>(flags);
            leftFlags.replaceAll((_, set) -> set.minus(gone));
            SortedMap<String, UidSet> leftKeywords = new TreeMap<>(keywords);
            leftKeywords.replaceAll((_, set) -> set.minus(gone));
            return new Members(uids.minus(gone), inNew.minus(gone), leftFlags, leftKeywords);
        }

        /// Long runs of UIDs are kept as runs, so that one more costs nothing.
        Members with(Uid uid, boolean isInNew) {
            UidSet one = UidSet.of(uid);
            UidSet more = uids.or(one);
            return new Members(
                    uid.value() % COMPACTED_EVERY == 0 ? more.compacted() : more,
                    isInNew ? inNew.or(one) : inNew.minus(one),
                    flags,
                    keywords);
        }
    }

    private MailboxSnapshot(Counters counters, Members members, Rows rows) {
        this.counters = counters;
        this.members = members;
        this.rows = rows;
    }

    public static MailboxSnapshot empty(UidValidity uidValidity) {
        Map<SystemFlag, UidSet> none = new EnumMap<>(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            none.put(flag, UidSet.EMPTY);
        }
        SortedMap<String, UidSet> noKeywords = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        return new MailboxSnapshot(
                new Counters(uidValidity, 1, 1),
                new Members(UidSet.EMPTY, UidSet.EMPTY, none, noKeywords),
                Rows.NONE);
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

    @Override
    public UidSet uids() {
        return members.uids();
    }

    @Override
    public UidSet having(SystemFlag flag) {
        return members.flags().getOrDefault(flag, UidSet.EMPTY);
    }

    @Override
    public UidSet havingKeyword(String keyword) {
        return members.keywords().getOrDefault(keyword, UidSet.EMPTY);
    }

    @Override
    public SortedSet<String> keywords() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) members.keywords().keySet());
    }

    @Override
    public Flags flags(Uid uid) {
        if (!members.uids().contains(uid)) {
            throw new MessageExpungedException(uid);
        }
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        members.flags()
                .forEach((flag, bearers) -> {
                    if (bearers.contains(uid)) {
                        system.add(flag);
                    }
                });
        List<String> words = new ArrayList<>();
        members.keywords()
                .forEach((keyword, bearers) -> {
                    if (bearers.contains(uid)) {
                        words.add(keyword);
                    }
                });
        return Flags.of(system, words);
    }

    @Override
    public ModSeq modSeq(Uid uid) {
        return new ModSeq(require(uid, rows.value(uid.value(), Chunk::modSeq, Long.MIN_VALUE)));
    }

    @Override
    public UidSet changedSince(ModSeq modSeq) {
        return modSeq.value() >= counters.highestModSeq()
                ? UidSet.EMPTY
                : rows.changedSince(modSeq.value());
    }

    @Override
    public long sizeBytes(Uid uid) {
        return require(uid, rows.value(uid.value(), Chunk::virtualBytes, Long.MIN_VALUE));
    }

    @Override
    public Instant internalDate(Uid uid) {
        return Instant.ofEpochSecond(
                require(uid, rows.value(uid.value(), Chunk::date, Long.MIN_VALUE)));
    }

    public Optional<Row> row(Uid uid) {
        return rows.find(uid.value());
    }

    /// All rows, ascending by UID, each made when it is asked for.
    public Iterable<Row> rows() {
        return rows;
    }

    /// Messages whose files lie in `new/`.
    public UidSet inNew() {
        return members.inNew();
    }

    private static long require(Uid uid, long value) {
        if (value == Long.MIN_VALUE) {
            throw new MessageExpungedException(uid);
        }
        return value;
    }

    /// Moves the counters on; they never go back.
    public MailboxSnapshot counting(long uidNext, long highestModSeq) {
        return new MailboxSnapshot(counters.reaching(uidNext, highestModSeq), members, rows);
    }

    public MailboxSnapshot added(Row row, Flags itsFlags) {
        Uid uid = new Uid(row.uid());
        MailboxSnapshot longer =
                new MailboxSnapshot(
                        counters.reaching(row.uid() + 1, row.modSeq()),
                        members.with(uid, row.inNew()),
                        rows.append(row));
        return itsFlags.isEmpty()
                ? longer
                : longer.flagged(UidSet.of(uid), FlagChange.add(itsFlags));
    }

    public MailboxSnapshot flagsChanged(UidSet uids, FlagChange change, long modSeq) {
        UidSet present = uids.and(members.uids());
        return new MailboxSnapshot(
                counters.reaching(0, modSeq),
                flagged(present, change).members,
                rows.withModSeq(present, modSeq));
    }

    public MailboxSnapshot expunged(UidSet uids, long modSeq) {
        return new MailboxSnapshot(
                counters.reaching(0, modSeq), members.without(uids), rows.without(uids));
    }

    public MailboxSnapshot named(Uid uid, String fileName, boolean inNew) {
        Optional<Row> row = row(uid);
        return row.isEmpty()
                ? this
                : new MailboxSnapshot(
                        counters,
                        members.with(uid, inNew),
                        rows.replace(row.get().named(fileName, inNew)));
    }

    /// Those of `uids` that `change` makes a difference to.
    public UidSet changedBy(UidSet uids, FlagChange change) {
        MailboxSnapshot after = flagged(uids.and(members.uids()), change);
        UidSet different = UidSet.EMPTY;
        for (SystemFlag flag : SystemFlag.values()) {
            different = different.or(having(flag).xor(after.having(flag)));
        }
        for (String keyword : after.members.keywords().keySet()) {
            different = different.or(havingKeyword(keyword).xor(after.havingKeyword(keyword)));
        }
        return different;
    }

    private MailboxSnapshot flagged(UidSet uids, FlagChange change) {
        BiFunction<UidSet, Boolean, UidSet> apply =
                (set, named) ->
                        switch (change.action()) {
                            case ADD -> named ? set.or(uids) : set;
                            case REMOVE -> named ? set.minus(uids) : set;
                            case REPLACE -> named ? set.or(uids) : set.minus(uids);
                        };
        Map<SystemFlag, UidSet> newFlags = new EnumMap<>(members.flags());
        newFlags.replaceAll((flag, set) -> apply.apply(set, change.flags().has(flag)));
        SortedMap<String, UidSet> newKeywords = new TreeMap<>(members.keywords());
        if (change.action() != FlagChange.Action.REMOVE && !uids.isEmpty()) {
            change.flags().keywords().forEach(word -> newKeywords.putIfAbsent(word, UidSet.EMPTY));
        }
        newKeywords.replaceAll(
                (word, set) -> apply.apply(set, change.flags().keywords().contains(word)));
        return new MailboxSnapshot(
                counters,
                new Members(members.uids(), members.inNew(), newFlags, newKeywords),
                rows);
    }
}

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
import java.util.function.Consumer;

/// A mailbox at one moment, and the moments that can follow it.
///
/// Each change returns a new snapshot that shares what did not change; UIDs that are not there are
/// passed over. Mod-sequences and UIDs that are greater than any before move the counters.
public final class MailboxSnapshot implements Snapshot {
    private final UidValidity uidValidity;
    private final long uidNext;
    private final long highestModSeq;
    private final UidSet uids;
    private final Map<SystemFlag, UidSet> flags;
    private final SortedMap<String, UidSet> keywords;
    private final Rows rows;

    private MailboxSnapshot(
            UidValidity uidValidity,
            long uidNext,
            long highestModSeq,
            UidSet uids,
            Map<SystemFlag, UidSet> flags,
            SortedMap<String, UidSet> keywords,
            Rows rows) {
        this.uidValidity = uidValidity;
        this.uidNext = uidNext;
        this.highestModSeq = highestModSeq;
        this.uids = uids;
        this.flags = flags;
        this.keywords = keywords;
        this.rows = rows;
    }

    public static MailboxSnapshot empty(UidValidity uidValidity) {
        Map<SystemFlag, UidSet> none = new EnumMap<>(SystemFlag.class);
        for (SystemFlag flag : SystemFlag.values()) {
            none.put(flag, UidSet.EMPTY);
        }
        return new MailboxSnapshot(
                uidValidity,
                1,
                1,
                UidSet.EMPTY,
                none,
                new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                Rows.NONE);
    }

    @Override
    public UidValidity uidValidity() {
        return uidValidity;
    }

    @Override
    public Uid uidNext() {
        return new Uid(uidNext);
    }

    @Override
    public ModSeq highestModSeq() {
        return new ModSeq(highestModSeq);
    }

    @Override
    public UidSet uids() {
        return uids;
    }

    @Override
    public UidSet having(SystemFlag flag) {
        return flags.getOrDefault(flag, UidSet.EMPTY);
    }

    @Override
    public UidSet havingKeyword(String keyword) {
        return keywords.getOrDefault(keyword, UidSet.EMPTY);
    }

    @Override
    public SortedSet<String> keywords() {
        return Collections.unmodifiableSortedSet((SortedSet<String>) keywords.keySet());
    }

    @Override
    public Flags flags(Uid uid) {
        if (!uids.contains(uid)) {
            throw new MessageExpungedException(uid);
        }
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        flags.forEach((flag, members) -> {
            if (members.contains(uid)) {
                system.add(flag);
            }
        });
        List<String> words = new ArrayList<>();
        keywords.forEach((keyword, members) -> {
            if (members.contains(uid)) {
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

    public void forEachRow(Consumer<Row> action) {
        rows.forEach(action);
    }

    private static long require(Uid uid, long value) {
        if (value == Long.MIN_VALUE) {
            throw new MessageExpungedException(uid);
        }
        return value;
    }

    /// Moves the counters on; they never go back.
    public MailboxSnapshot counting(long uidNext, long highestModSeq) {
        return new MailboxSnapshot(
                uidValidity,
                Math.max(this.uidNext, uidNext),
                Math.max(this.highestModSeq, highestModSeq),
                uids,
                flags,
                keywords,
                rows);
    }

    public MailboxSnapshot added(Row row, Flags itsFlags) {
        Uid uid = new Uid(row.uid());
        UidSet one = UidSet.of(uid);
        MailboxSnapshot longer =
                new MailboxSnapshot(
                        uidValidity,
                        Math.max(uidNext, row.uid() + 1),
                        Math.max(highestModSeq, row.modSeq()),
                        uids.or(one),
                        flags,
                        keywords,
                        rows.append(row));
        return itsFlags.isEmpty() ? longer : longer.flagged(one, FlagChange.add(itsFlags));
    }

    public MailboxSnapshot flagsChanged(UidSet members, FlagChange change, long modSeq) {
        UidSet present = members.and(uids);
        MailboxSnapshot flagged = flagged(present, change);
        return new MailboxSnapshot(
                uidValidity,
                uidNext,
                Math.max(highestModSeq, modSeq),
                uids,
                flagged.flags,
                flagged.keywords,
                rows.withModSeq(present, modSeq));
    }

    public MailboxSnapshot expunged(UidSet members, long modSeq) {
        Map<SystemFlag, UidSet> leftFlags = new EnumMap<>(flags);
        leftFlags.replaceAll((_, set) -> set.minus(members));
        SortedMap<String, UidSet> leftKeywords = new TreeMap<>(keywords);
        leftKeywords.replaceAll((_, set) -> set.minus(members));
        return new MailboxSnapshot(
                uidValidity,
                uidNext,
                Math.max(highestModSeq, modSeq),
                uids.minus(members),
                leftFlags,
                leftKeywords,
                rows.without(members));
    }

    public MailboxSnapshot named(Uid uid, String fileName, boolean inNew) {
        Optional<Row> row = row(uid);
        return row.isEmpty()
                ? this
                : new MailboxSnapshot(
                        uidValidity,
                        uidNext,
                        highestModSeq,
                        uids,
                        flags,
                        keywords,
                        rows.replace(row.get().named(fileName, inNew)));
    }

    /// Those of `members` that `change` makes a difference to.
    public UidSet changedBy(UidSet members, FlagChange change) {
        MailboxSnapshot after = flagged(members.and(uids), change);
        UidSet different = UidSet.EMPTY;
        for (SystemFlag flag : SystemFlag.values()) {
            different = different.or(having(flag).xor(after.having(flag)));
        }
        for (String keyword : after.keywords.keySet()) {
            different = different.or(havingKeyword(keyword).xor(after.havingKeyword(keyword)));
        }
        return different;
    }

    private MailboxSnapshot flagged(UidSet members, FlagChange change) {
        BiFunction<UidSet, Boolean, UidSet> apply =
                (set, named) ->
                        switch (change.action()) {
                            case ADD -> named ? set.or(members) : set;
                            case REMOVE -> named ? set.minus(members) : set;
                            case REPLACE -> named ? set.or(members) : set.minus(members);
                        };
        Map<SystemFlag, UidSet> newFlags = new EnumMap<>(flags);
        newFlags.replaceAll((flag, set) -> apply.apply(set, change.flags().has(flag)));
        SortedMap<String, UidSet> newKeywords = new TreeMap<>(keywords);
        if (change.action() != FlagChange.Action.REMOVE && !members.isEmpty()) {
            change.flags().keywords().forEach(word -> newKeywords.putIfAbsent(word, UidSet.EMPTY));
        }
        newKeywords.replaceAll(
                (word, set) -> apply.apply(set, change.flags().keywords().contains(word)));
        return new MailboxSnapshot(
                uidValidity, uidNext, highestModSeq, uids, newFlags, newKeywords, rows);
    }
}

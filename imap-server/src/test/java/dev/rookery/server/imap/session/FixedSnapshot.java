// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/// A state of a mailbox written down by hand: each message's mod-sequence and keywords.
record FixedSnapshot(long highest, SortedMap<Long, Row> rows) implements Snapshot {
    record Row(long modSeq, Flags flags) {}

    static FixedSnapshot empty(long highest) {
        return new FixedSnapshot(highest, new TreeMap<>());
    }

    FixedSnapshot with(long uid, long modSeq) {
        return with(uid, modSeq, Flags.NONE);
    }

    FixedSnapshot with(long uid, long modSeq, Flags flags) {
        TreeMap<Long, Row> more = new TreeMap<>(rows);
        more.put(uid, new Row(modSeq, flags));
        return new FixedSnapshot(Math.max(highest, modSeq), more);
    }

    FixedSnapshot without(long uid, long modSeq) {
        TreeMap<Long, Row> fewer = new TreeMap<>(rows);
        fewer.remove(uid);
        return new FixedSnapshot(modSeq, fewer);
    }

    @Override
    public UidValidity uidValidity() {
        return new UidValidity(7);
    }

    @Override
    public Uid uidNext() {
        return new Uid(rows.isEmpty() ? 1 : rows.lastKey() + 1);
    }

    @Override
    public ModSeq highestModSeq() {
        return new ModSeq(highest);
    }

    @Override
    public UidSet uids() {
        UidSet.Builder uids = UidSet.builder();
        rows.keySet().forEach(uid -> uids.add(new Uid(uid)));
        return uids.build();
    }

    @Override
    public UidSet having(SystemFlag flag) {
        return having(flags -> flags.has(flag));
    }

    @Override
    public UidSet havingKeyword(String keyword) {
        return having(flags -> flags.keywords().contains(keyword));
    }

    private UidSet having(Predicate<Flags> wanted) {
        UidSet.Builder uids = UidSet.builder();
        rows.forEach((uid, row) -> {
            if (wanted.test(row.flags())) {
                uids.add(new Uid(uid));
            }
        });
        return uids.build();
    }

    @Override
    public SortedSet<String> keywords() {
        SortedSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        rows.values().forEach(row -> keywords.addAll(row.flags().keywords()));
        return keywords;
    }

    @Override
    public Flags flags(Uid uid) {
        return row(uid).flags();
    }

    @Override
    public ModSeq modSeq(Uid uid) {
        return new ModSeq(row(uid).modSeq());
    }

    @Override
    public long physicalBytes(Uid uid) {
        return sizeBytes(uid);
    }

    @Override
    public long sizeBytes(Uid uid) {
        return 0;
    }

    @Override
    public Instant internalDate(Uid uid) {
        return Instant.EPOCH;
    }

    @Override
    public UidSet changedSince(ModSeq modSeq) {
        UidSet.Builder changed = UidSet.builder();
        rows.forEach((uid, row) -> {
            if (row.modSeq() > modSeq.value()) {
                changed.add(new Uid(uid));
            }
        });
        return changed.build();
    }

    @Override
    public Optional<UidSet> expungedSince(ModSeq modSeq) {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> saveDate(Uid uid) {
        return Optional.empty();
    }

    private Row row(Uid uid) {
        Row row = rows.get(uid.value());
        if (row == null) {
            throw new dev.rookery.maildir.MessageExpungedException(uid);
        }
        return row;
    }
}

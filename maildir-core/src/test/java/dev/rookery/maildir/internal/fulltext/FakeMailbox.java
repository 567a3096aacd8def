// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.fulltext;

import dev.rookery.maildir.Flags;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.mime.ArrayBytes;
import dev.rookery.maildir.internal.mime.MessageView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A mailbox in memory that notes which messages are opened. Messages get the UIDs 1, 2, 3 and so
/// on; their text is UTF-8.
final class FakeMailbox implements Snapshot {
    final List<Long> opened = new ArrayList<>();
    final List<Long> closed = new ArrayList<>();

    private record Entry(ArrayBytes content, Instant received, UidSet expunged) {}

    private final TreeMap<Long, Entry> messages = new TreeMap<>();
    private final TreeMap<String, UidSet.Builder> flagged = new TreeMap<>();
    private final TreeMap<Long, Instant> saved = new TreeMap<>();

    FakeMailbox add(String content) {
        return add(content, Instant.EPOCH);
    }

    FakeMailbox add(String content, Instant received, String... flags) {
        return add(content.getBytes(StandardCharsets.UTF_8), received, flags);
    }

    FakeMailbox add(byte[] content, Instant received, String... flags) {
        long uid = messages.size() + 1L;
        messages.put(uid, new Entry(new ArrayBytes(content), received, UidSet.EMPTY));
        for (String flag : flags) {
            flagged.computeIfAbsent(flag, _ -> UidSet.builder()).add(new Uid(uid));
        }
        return this;
    }

    /// Says when a message came into the mailbox.
    FakeMailbox saved(long uid, Instant moment) {
        saved.put(uid, moment);
        return this;
    }

    FakeMailbox expungeUnseen(long uid) {
        Entry entry = entry(new Uid(uid));
        messages.put(uid, new Entry(entry.content, entry.received, UidSet.of(new Uid(uid))));
        return this;
    }

    MessageView open(Uid uid) {
        opened.add(uid.value());
        Entry entry = entry(uid);
        if (!entry.expunged.isEmpty()) {
            throw new MessageExpungedException(uid);
        }
        return new MessageView(uid, entry.content, () -> closed.add(uid.value()));
    }

    private Entry entry(Uid uid) {
        return Objects.requireNonNull(messages.get(uid.value()));
    }

    @Override
    public UidValidity uidValidity() {
        return new UidValidity(1);
    }

    @Override
    public Uid uidNext() {
        return new Uid(messages.size() + 1L);
    }

    @Override
    public ModSeq highestModSeq() {
        return new ModSeq(1);
    }

    @Override
    public UidSet uids() {
        UidSet.Builder uids = UidSet.builder();
        messages.keySet().forEach(uids::accept);
        return uids.build();
    }

    @Override
    public UidSet having(SystemFlag flag) {
        return havingKeyword(flag.imapName());
    }

    @Override
    public UidSet havingKeyword(String keyword) {
        return flagged.getOrDefault(keyword, UidSet.builder()).build();
    }

    @Override
    public SortedSet<String> keywords() {
        return new TreeSet<>(flagged.keySet());
    }

    @Override
    public Flags flags(Uid uid) {
        throw new UnsupportedOperationException("nobody asks for it in a search");
    }

    @Override
    public ModSeq modSeq(Uid uid) {
        return new ModSeq(1);
    }

    @Override
    public long physicalBytes(Uid uid) {
        return sizeBytes(uid);
    }

    @Override
    public long sizeBytes(Uid uid) {
        return entry(uid).content.sizeBytes();
    }

    @Override
    public UidSet changedSince(ModSeq modSeq) {
        return modSeq.value() < 1 ? uids() : UidSet.EMPTY;
    }

    @Override
    public Optional<UidSet> expungedSince(ModSeq modSeq) {
        return Optional.empty();
    }

    @Override
    public Optional<Instant> saveDate(Uid uid) {
        return Optional.ofNullable(saved.get(uid.value()));
    }

    @Override
    public Instant internalDate(Uid uid) {
        return entry(uid).received;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// A mailbox as a plain map, and the comparison with what the store shows.
final class ModelMailbox {
    private final SortedMap<Long, Kept> messages = new TreeMap<>();
    private final Map<Long, Long> modSeqs = new TreeMap<>();
    private final Set<Long> touched = new HashSet<>();
    private final Set<Long> unclaimed = new TreeSet<>();
    private final Set<Long> claimed = new HashSet<>();
    private boolean recentUnknown;
    private boolean lostSome;
    private final long uidValidity;
    private long uidNext;
    private long highestModSeq;

    /// A message and what belongs to it.
    record Kept(Letter letter, Flags flags) {
        Kept flagged(Flags other) {
            return new Kept(letter, other);
        }
    }

    ModelMailbox(Snapshot created) {
        this.uidValidity = created.uidValidity().value();
        this.uidNext = created.uidNext().value();
        this.highestModSeq = created.highestModSeq().value();
    }

    /// One whose other counters are not known.
    ModelMailbox(UidValidity uidValidity) {
        this.uidValidity = uidValidity.value();
    }

    long uidValidity() {
        return uidValidity;
    }

    SortedMap<Long, Kept> messages() {
        return messages;
    }

    Kept message(Uid uid) {
        return Objects.requireNonNull(messages.get(uid.value()));
    }

    boolean has(Uid uid) {
        return messages.containsKey(uid.value());
    }

    UidSet uids() {
        return set(messages.keySet());
    }

    private static UidSet set(Iterable<Long> uids) {
        UidSet.Builder set = UidSet.builder();
        uids.forEach(set::accept);
        return set.build();
    }

    void add(long uid, Kept message) {
        Invariant.I4.require(uid >= uidNext, "UID %s was given, at least %s is due", uid, uidNext);
        uidNext = uid + 1;
        messages.put(uid, message);
        touched.add(uid);
        unclaimed.add(uid);
    }

    void change(UidSet asked, FlagChange change) {
        messages.replaceAll((uid, kept) -> {
            Flags after = after(kept.flags(), change);
            if (!asked.contains(new Uid(uid)) || kept.flags().equals(after)) {
                return kept;
            }
            touched.add(uid);
            return kept.flagged(after);
        });
    }

    static Flags after(Flags flags, FlagChange change) {
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (change.action() != FlagChange.Action.REPLACE) {
            system.addAll(flags.system());
            keywords.addAll(flags.keywords());
        }
        switch (change.action()) {
            case ADD, REPLACE -> {
                system.addAll(change.flags().system());
                keywords.addAll(change.flags().keywords());
            }
            case REMOVE -> {
                system.removeAll(change.flags().system());
                change.flags().keywords().forEach(keywords::remove);
            }
        }
        return Flags.of(system, keywords);
    }

    /// Answers what was there of `asked`, and is not any more.
    List<Kept> expunge(UidSet asked) {
        List<Kept> gone = new ArrayList<>();
        for (long uid : new ArrayList<>(messages.keySet())) {
            if (asked.contains(new Uid(uid))) {
                gone.add(messages.remove(uid));
                unclaimed.remove(uid);
                modSeqs.remove(uid);
                lostSome = true;
            }
        }
        return gone;
    }

    UidSet bearing(String flag, boolean not) {
        Flags wanted = Hands.flags(flag);
        BiPredicate<Flags, Flags> bears =
                (flags, some) ->
                        flags.system().containsAll(some.system())
                                && flags.keywords().containsAll(some.keywords());
        UidSet.Builder found = UidSet.builder();
        messages.forEach((uid, kept) -> {
            if (bears.test(kept.flags(), wanted) != not) {
                found.accept(uid);
            }
        });
        return found.build();
    }

    /// What a restart leaves of `\Recent` is the store's business, but nothing is claimed twice.
    void restarted() {
        unclaimed.clear();
        recentUnknown = true;
    }

    void claim(UidSet told) {
        for (Uid uid : told) {
            Invariant.I8.require(has(uid), "UID %s is recent but not there", uid);
            Invariant.I8.require(claimed.add(uid.value()), "UID %s was claimed twice", uid);
        }
        UidSet sure = set(unclaimed);
        Invariant.I8.require(sure.minus(told).isEmpty(), "%s lacks of %s", told, sure);
        Invariant.I8.require(
                recentUnknown || told.equals(sure), "claimed %s instead of %s", told, sure);
        unclaimed.clear();
    }

    /// Compares everything but the contents.
    void compare(Mailbox mailbox) throws IOException {
        Snapshot snapshot = mailbox.snapshot();
        String of = mailbox.name() + " at mod-sequence " + snapshot.highestModSeq();
        Invariant.I10.require(
                snapshot.uidValidity().value() == uidValidity,
                "UIDVALIDITY of %s was %s and is %s",
                of,
                uidValidity,
                snapshot.uidValidity());
        Invariant.I5.require(
                snapshot.uids().equals(uids()), "%s has %s, not %s", of, snapshot.uids(), uids());
        Invariant.I3.require(
                snapshot.uidNext().value() >= uidNext,
                "UIDNEXT of %s is %s, not %s",
                of,
                snapshot.uidNext(),
                uidNext);
        for (Map.Entry<Long, Kept> each : messages.entrySet()) {
            compare(of, snapshot, new Uid(each.getKey()), each.getValue());
        }
        for (String word : Decisions.words()) {
            UidSet shown =
                    SystemFlag.ofImapName(word)
                            .map(snapshot::having)
                            .orElseGet(() -> snapshot.havingKeyword(word));
            UidSet kept = bearing(word, false);
            Invariant.I5.require(shown.equals(kept), "%s of %s: %s, not %s", word, of, shown, kept);
        }
        compareModSeqs(of, snapshot);
    }

    private static void compare(String of, Snapshot snapshot, Uid uid, Kept kept)
            throws IOException {
        Flags flags = snapshot.flags(uid);
        Invariant.I5.require(
                flags.equals(kept.flags()),
                "UID %s of %s bears %s, not %s",
                uid,
                of,
                flags,
                kept.flags());
        Invariant.I9.require(
                snapshot.sizeBytes(uid) == kept.letter().lengthBytes(),
                "UID %s of %s has %s bytes, not %s",
                uid,
                of,
                snapshot.sizeBytes(uid),
                kept.letter().lengthBytes());
        Invariant.I9.require(
                snapshot.internalDate(uid)
                        .equals(Instant.ofEpochSecond(kept.letter().dateSeconds())),
                "UID %s of %s is of %s, not %s",
                uid,
                of,
                snapshot.internalDate(uid).getEpochSecond(),
                kept.letter().dateSeconds());
    }

    private void compareModSeqs(String of, Snapshot snapshot) throws IOException {
        long highest = snapshot.highestModSeq().value();
        Invariant.I6.require(
                lostSome ? highest > highestModSeq : highest >= highestModSeq,
                "%s was %s before an expunge",
                of,
                highestModSeq);
        UidSet.Builder changed = UidSet.builder();
        for (long uid : messages.keySet()) {
            long modSeq = snapshot.modSeq(new Uid(uid)).value();
            long before = modSeqs.getOrDefault(uid, highestModSeq);
            boolean moved = touched.contains(uid);
            Invariant.I6.require(
                    modSeq <= highest && (moved ? modSeq > highestModSeq : modSeq == before),
                    "UID %s of %s has %s after %s, and was %s",
                    uid,
                    of,
                    modSeq,
                    before,
                    moved ? "changed" : "left alone");
            if (modSeq > highestModSeq) {
                changed.accept(uid);
            }
            modSeqs.put(uid, modSeq);
        }
        UidSet since = snapshot.changedSince(new ModSeq(highestModSeq));
        Invariant.I6.require(
                since.equals(changed.build()), "%s: changed are %s, told %s", of, touched, since);
        highestModSeq = highest;
        touched.clear();
        lostSome = false;
    }

    /// Reads every message.
    void compareContents(Mailbox mailbox) throws IOException {
        for (Map.Entry<Long, Kept> each : messages.entrySet()) {
            Letter letter = each.getValue().letter();
            byte[] bytes = Hands.bytes(mailbox, new Uid(each.getKey()), false);
            Invariant.I1.require(
                    Letter.hash(bytes).equals(letter.hash()),
                    "UID %s of %s is not letter %s",
                    each.getKey(),
                    mailbox.name(),
                    letter.number());
        }
    }
}

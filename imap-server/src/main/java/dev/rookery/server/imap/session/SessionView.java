// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.ModSeq;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.command.NumberSet;
import java.io.IOException;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one client has been told of its mailbox: the map between sequence numbers and UIDs.
///
/// The mailbox itself moves on with every commit of anybody. The map only moves when the client
/// hears of it: `known` holds each message it was told of and not told gone, and a sequence number
/// is the rank of a UID in that set. Messages that are gone but may not be reported yet (RFC 3501
/// §7.4.1) simply stay in it. Pure: no I/O, no clock, no mailbox; one thread.
final class SessionView {
    private final UidValidity uidValidity;
    private final SortedSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private UidSet known;
    private UidSet recent;
    private ModSeq told;
    private ModSeq toldWhole;
    private boolean holdingBack;
    private UidSet saved = UidSet.EMPTY;
    private UidSet flagsKept = UidSet.EMPTY;
    private UidSet flagsTold = UidSet.EMPTY;
    private ModSeq flagsToldAt;

    /// The client is being told all of `first`.
    ///
    /// @param recent the messages that are `\Recent` for this session
    SessionView(Snapshot first, UidSet recent) {
        this.uidValidity = first.uidValidity();
        this.known = first.uids();
        this.recent = recent.and(known);
        this.told = first.highestModSeq();
        this.toldWhole = told;
        this.flagsToldAt = told;
        this.keywords.addAll(first.keywords());
    }

    UidValidity uidValidity() {
        return uidValidity;
    }

    UidSet known() {
        return known;
    }

    UidSet recent() {
        return recent;
    }

    boolean isRecent(Uid uid) {
        return recent.contains(uid);
    }

    long sequenceOf(Uid uid) {
        return known.rank(uid);
    }

    /// The sequence numbers of messages the client knows, as IMAP writes sets.
    String sequences(UidSet messages) {
        UidSet.Builder sequences = UidSet.builder();
        messages.forEachRange((first, last) ->
                sequences.addRange(new Uid(sequenceOf(first)), new Uid(sequenceOf(last))));
        return sequences.build().toString();
    }

    /// The messages a command means, among those the client knows.
    ///
    /// @throws Refusal if a sequence number is greater than the number of messages
    UidSet messages(MessageSet set) {
        return switch (set) {
            case MessageSet.BySequence(NumberSet numbers) -> bySequence(numbers, true);
            case MessageSet.ByUid(NumberSet numbers) -> byUid(numbers);
            case MessageSet.Saved _ -> saved();
        };
    }

    /// What the last search saved, as far as it is still there. RFC 5182 §2.1.
    UidSet saved() {
        return saved.and(known);
    }

    void save(UidSet found) {
        saved = found;
    }

    /// As [#messages], passing over sequence numbers that are not in use: for SEARCH.
    UidSet existing(MessageSet set) {
        return switch (set) {
            case MessageSet.BySequence(NumberSet numbers) -> bySequence(numbers, false);
            case MessageSet.ByUid(NumberSet numbers) -> byUid(numbers);
            case MessageSet.Saved _ -> saved();
        };
    }

    UidSet byUid(NumberSet numbers) {
        if (known.isEmpty()) {
            return UidSet.EMPTY;
        }
        long last = known.last().value();
        UidSet.Builder wanted = UidSet.builder();
        for (NumberSet.Range range : numbers.ranges()) {
            long from = star(range.first(), last);
            long to = star(range.last(), last);
            long low = Math.max(Math.min(from, to), known.first().value());
            long high = Math.min(Math.max(from, to), last);
            if (low <= high) {
                wanted.addRange(new Uid(low), new Uid(high));
            }
        }
        return wanted.build().and(known);
    }

    private UidSet bySequence(NumberSet numbers, boolean strict) {
        long count = known.size();
        UidSet.Builder wanted = UidSet.builder();
        for (NumberSet.Range range : numbers.ranges()) {
            long from = star(range.first(), count);
            long to = star(range.last(), count);
            long low = Math.max(1, Math.min(from, to));
            long high = Math.max(from, to);
            if (strict && (count == 0 || high > count)) {
                throw Refusal.bad("There are " + count + " messages, not " + Math.max(high, 1));
            }
            if (low <= Math.min(high, count)) {
                wanted.addRange(known.select(low), known.select(Math.min(high, count)));
            }
        }
        return wanted.build().and(known);
    }

    private static long star(long number, long greatest) {
        return number == NumberSet.STAR ? greatest : number;
    }

    /// The client was just told the flags of `messages` as `asOf` has them.
    void flagsTold(UidSet messages, Snapshot asOf) {
        flagsTold = messages;
        flagsToldAt = asOf.highestModSeq();
    }

    /// Up to here the client knows of everything, EXPUNGE included. RFC 7162 §3.2.
    ModSeq toldWhole() {
        return toldWhole;
    }

    boolean isHoldingBack() {
        return holdingBack;
    }

    /// `\Recent` means nothing to the client any more.
    void forgetRecent() {
        recent = UidSet.EMPTY;
    }

    /// Whether [#catchUp] would find anything to tell.
    boolean isBehind(Snapshot now) {
        return holdingBack || !flagsKept.isEmpty() || !now.highestModSeq().equals(told);
    }

    /// Messages of `now` the client has not heard of.
    UidSet arrivals(Snapshot now) {
        return now.uids().minus(known);
    }

    /// Moves on to `now`; the client must be told what comes back.
    ///
    /// @param claimed further messages that are `\Recent` for this session
    /// @param tellExpunges whether EXPUNGE may be sent; if not, they are kept for later
    /// @param tellFlags whether changes of flags may be told; if not, they are kept for later
    News catchUp(Snapshot now, UidSet claimed, boolean tellExpunges, boolean tellFlags)
            throws IOException {
        UidSet arrivals = arrivals(now);
        UidSet gone = tellExpunges ? known.minus(now.uids()) : UidSet.EMPTY;
        UidSet changed = untoldFlags(now).or(flagsKept).and(now.uids());
        UidSet flagged = tellFlags ? changed : UidSet.EMPTY;
        flagsKept = tellFlags ? UidSet.EMPTY : changed;
        UidSet before = known;
        known = known.minus(gone).or(arrivals);
        recent = recent.or(claimed).and(known);
        boolean moreKeywords = learnKeywords(now);
        told = now.highestModSeq();
        flagsTold = UidSet.EMPTY;
        holdingBack = known.size() != now.uids().size();
        if (!holdingBack && flagsKept.isEmpty()) {
            toldWhole = told;
        }
        return new News(before, gone, arrivals, flagged, moreKeywords);
    }

    /// The client hears that these are gone, and of nothing else.
    News forget(UidSet gone) {
        UidSet before = known;
        UidSet told = gone.and(known);
        known = known.minus(told);
        recent = recent.and(known);
        return new News(before, told, UidSet.EMPTY, UidSet.EMPTY, false);
    }

    /// Whether `now` has keywords the client has not heard of; from now on it has.
    boolean learnKeywords(Snapshot now) {
        boolean more = !keywords.containsAll(now.keywords());
        keywords.clear();
        keywords.addAll(now.keywords());
        return more;
    }

    /// Messages the client knows, whose flags it knows only as they were.
    UidSet untoldFlags(Snapshot now) throws IOException {
        UidSet changed = now.changedSince(told).and(known);
        if (changed.isEmpty() || flagsTold.isEmpty()) {
            return changed;
        }
        UidSet.Builder untold = UidSet.builder();
        for (Uid uid : changed) {
            if (!flagsTold.contains(uid) || now.modSeq(uid).compareTo(flagsToldAt) > 0) {
                untold.add(uid);
            }
        }
        return untold.build();
    }
}

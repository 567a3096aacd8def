// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.client;

/// What a server answered to one command, counted while it went by. One object serves a connection
/// for life: the next command starts it anew.
public final class Answer {
    private static final int SHOWN_CHARS_MAX = 200;
    private static final long ORDER_FACTOR = 1_000_003;

    long bytes;
    long lines;
    long fetched;
    long fetchedSum;
    long expunged;
    long hits;
    long hitSum;
    long hitOrder;
    long literals;
    long literalBytes;
    long exists;
    long uidNext;
    long highestModSeq;
    String status = "";

    void clear() {
        bytes = lines = fetched = fetchedSum = expunged = literals = literalBytes = 0;
        hits = hitSum = hitOrder = 0;
        status = "";
    }

    public long bytes() {
        return bytes;
    }

    /// Untagged FETCH responses.
    public long fetched() {
        return fetched;
    }

    /// Sum of the sequence numbers of untagged FETCH responses.
    public long fetchedSum() {
        return fetchedSum;
    }

    /// Messages that an untagged EXPUNGE or VANISHED told of.
    public long expunged() {
        return expunged;
    }

    /// Numbers in untagged SEARCH, SORT and THREAD responses.
    public long hits() {
        return hits;
    }

    /// Sum of these numbers: whether they are the right ones, in any order.
    public long hitSum() {
        return hitSum;
    }

    /// The same for [#order] of these numbers.
    public long hitOrder() {
        return hitOrder;
    }

    /// What tells numbers in this order from the same numbers in another.
    public static long order(long... numbers) {
        long order = 0;
        for (long each : numbers) {
            order = behind(order, each);
        }
        return order;
    }

    void hit(long number) {
        hits++;
        hitSum += number;
        hitOrder = behind(hitOrder, number);
    }

    private static long behind(long order, long number) {
        return ORDER_FACTOR * order + number;
    }

    public long literals() {
        return literals;
    }

    public long literalBytes() {
        return literalBytes;
    }

    /// Messages of the selected mailbox, as far as the server has told on this connection.
    public long exists() {
        return exists;
    }

    /// The last one told on this connection.
    public long uidNext() {
        return uidNext;
    }

    /// The last one told on this connection; 0 if the mailbox has none.
    public long highestModSeq() {
        return highestModSeq;
    }

    /// The tagged line without its tag, `OK [READ-WRITE] …`.
    public String status() {
        return status;
    }

    public boolean isOk() {
        return status.startsWith("OK");
    }

    @Override
    public String toString() {
        String shown = status.substring(0, Math.min(status.length(), SHOWN_CHARS_MAX));
        return shown + " (" + lines + " lines, " + bytes + " bytes)";
    }
}

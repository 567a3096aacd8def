// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.engine;

/// Flags messages one by one, takes the flags away one by one, and so on: every change changes
/// something, and it is known what must be flagged. One thread at a time.
final class FlagTurns {
    private static final int MESSAGES_MAX = 1_000;

    private final int messages;
    private long turns;

    record Turn(long uid, boolean add) {}

    FlagTurns(int messages) {
        this.messages = Math.min(messages, MESSAGES_MAX);
    }

    Turn next() {
        Turn turn = new Turn(1 + turns % messages, turns / messages % 2 == 0);
        turns++;
        return turn;
    }

    long flagged() {
        long last = turns % messages;
        return turns / messages % 2 == 0 ? last : messages - last;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

/// What STORE does to the flags of each message. RFC 9051 §6.4.6.
public record FlagChange(Action action, Flags flags) {
    /// Whether the flags are added, removed, or become the only ones.
    public enum Action {
        ADD,
        REMOVE,
        REPLACE
    }

    /// Messages get these flags beside what they have: `+FLAGS`.
    public static FlagChange add(Flags flags) {
        return new FlagChange(Action.ADD, flags);
    }

    /// Messages lose these flags: `-FLAGS`.
    public static FlagChange remove(Flags flags) {
        return new FlagChange(Action.REMOVE, flags);
    }

    /// Messages have these flags afterwards, and no others: `FLAGS`.
    public static FlagChange replace(Flags flags) {
        return new FlagChange(Action.REPLACE, flags);
    }
}

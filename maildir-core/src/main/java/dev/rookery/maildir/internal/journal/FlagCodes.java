// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.journal;

import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.SystemFlag;

/// Flags and what is done to them, as numbers in the journal. Numbers never change their meaning.
final class FlagCodes {
    private FlagCodes() {}

    static int bit(SystemFlag flag) {
        return switch (flag) {
            case SEEN -> 1;
            case ANSWERED -> 2;
            case FLAGGED -> 4;
            case DELETED -> 8;
            case DRAFT -> 16;
        };
    }

    static byte code(FlagChange.Action action) {
        return switch (action) {
            case ADD -> 1;
            case REMOVE -> 2;
            case REPLACE -> 3;
        };
    }

    static FlagChange.Action action(byte code) {
        return switch (code) {
            case 1 -> FlagChange.Action.ADD;
            case 2 -> FlagChange.Action.REMOVE;
            case 3 -> FlagChange.Action.REPLACE;
            default -> throw new IllegalArgumentException("unknown change of flags: " + code);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

/// Which sectors of a write reach the disk.
enum Tear {
    ONLY_FIRST,
    ALL_BUT_FIRST,
    ONLY_LAST,
    ALL_BUT_LAST,
    FIRST_HALF,
    SECOND_HALF,
    EVERY_OTHER;

    boolean keeps(int sector, int sectors) {
        return switch (this) {
            case ONLY_FIRST -> sector == 0;
            case ALL_BUT_FIRST -> sector > 0;
            case ONLY_LAST -> sector == sectors - 1;
            case ALL_BUT_LAST -> sector < sectors - 1;
            case FIRST_HALF -> sector < sectors / 2;
            case SECOND_HALF -> sector >= sectors / 2;
            case EVERY_OTHER -> sector % 2 == 1;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// What is left of the header bytes that may be parsed, over all header blocks of one message.
final class HeaderBudget {
    private final int blockBytesMax;
    private int allBytesLeft;
    private int blockBytesLeft;

    HeaderBudget(Limits limits) {
        blockBytesMax = limits.headerBytes();
        allBytesLeft = limits.allHeaderBytes();
    }

    void startBlock() {
        blockBytesLeft = Math.min(blockBytesMax, allBytesLeft);
    }

    /// Takes up to `wanted` bytes and says how many were left.
    int take(int wanted) {
        int granted = Math.min(wanted, blockBytesLeft);
        blockBytesLeft -= granted;
        allBytesLeft -= granted;
        return granted;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.internal.files.Disk;
import java.io.IOException;
import java.util.function.Consumer;

/// One thing a client does, and what holds once it is acknowledged.
record Step(String name, Act act, Consumer<Ledger> effect) {
    @FunctionalInterface
    interface Act {
        /// @param disk where the account lies, for what other programs do
        void on(Account account, Disk disk) throws IOException;
    }

    @Override
    public String toString() {
        return name;
    }
}

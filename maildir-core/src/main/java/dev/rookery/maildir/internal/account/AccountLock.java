// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/// The lock that says which process has an account open.
final class AccountLock {
    static final String FILE = "rookery.lock";

    private AccountLock() {}

    /// @param owner whose the file is if it has to be made
    /// @throws AccountInUseException if another process has it
    static Closeable take(Directory root, AccountLocation location, Optional<Owner> owner)
            throws IOException {
        Optional<Closeable> lock = root.tryLock(FILE, owner);
        if (lock.isEmpty()) {
            OptionalLong holder = root.lockHolder(FILE);
            String who = holder.isPresent() ? "process " + holder.getAsLong() : "another process";
            throw new AccountInUseException(who + " has the account open: " + location.maildir());
        }
        return lock.get();
    }

    /// Whether there is a file to lock: without one nobody has the account open.
    static boolean isThere(Directory root) throws IOException {
        return root.stat(FILE).isPresent();
    }
}

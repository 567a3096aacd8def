// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.users.MailUser;
import java.util.List;

/// Tells whose mailbox an address means, aliases and recipient delimiters included. Safe to share
/// between threads.
@FunctionalInterface
public interface Recipients {
    /// @param address without quotes: the domain is what follows the last `@`, and may be missing
    Resolution resolve(String address);

    /// What became of an address.
    sealed interface Resolution {}

    /// @param users who each get a copy; at least one
    record Found(List<MailUser> users) implements Resolution {
        public Found {
            users = List.copyOf(users);
            if (users.isEmpty()) {
                throw new IllegalArgumentException("an address that was found leads to somebody");
            }
        }
    }

    record Unknown() implements Resolution {}

    /// Nobody can tell just now.
    record Unavailable() implements Resolution {}
}

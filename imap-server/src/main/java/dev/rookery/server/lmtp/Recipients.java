// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.users.MailUser;

/// Tells whose mailbox an address means, aliases and recipient delimiters included. Safe to share
/// between threads.
@FunctionalInterface
public interface Recipients {
    /// @param address without quotes: the domain is what follows the last `@`, and may be missing
    Resolution resolve(String address);

    /// What became of an address.
    sealed interface Resolution {}

    record Found(MailUser user) implements Resolution {}

    record Unknown() implements Resolution {}

    /// Nobody can tell just now.
    record Unavailable() implements Resolution {}
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.Account;
import java.io.IOException;

/// Opens a user's mail; each caller closes what it got.
@FunctionalInterface
public interface Accounts {
    /// @throws dev.rookery.maildir.AccountInUseException if another process has it open
    Account open(MailUser user) throws IOException;
}

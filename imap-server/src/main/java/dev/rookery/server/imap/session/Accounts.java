// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.server.users.MailUser;
import java.io.IOException;

/// Opens a user's mail; each session opens it once and closes what it got.
@FunctionalInterface
public interface Accounts {
    /// @throws dev.rookery.maildir.AccountInUseException if another process has it open
    Account open(MailUser user) throws IOException;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.internal.snapshot.FolderState;
import java.io.IOException;
import java.lang.System.Logger.Level;

/// Keeps one account on the list of open accounts as long as it may owe something to its files.
///
/// Without a list all that was acknowledged is as safe: it only takes somebody who opens the
/// account until other programs see it.
final class ListedAccount {
    private static final System.Logger LOG = System.getLogger(ListedAccount.class.getName());

    private final OpenAccounts list;
    private final AccountLocation account;

    // For the account's writer.
    private boolean listed;
    private boolean told;

    ListedAccount(OpenAccounts list, AccountLocation account) {
        this.list = list;
        this.account = account;
    }

    /// Something is about to be acknowledged.
    void promising() {
        if (listed) {
            return;
        }
        try {
            list.opened(account);
            listed = true;
        } catch (IOException refused) {
            if (!told) {
                LOG.log(
                        Level.WARNING,
                        account.maildir() + " is not on the list of open accounts",
                        refused);
            }
            told = true;
        }
    }

    /// The account is closed.
    void closed(Iterable<FolderState> folders) {
        for (FolderState folder : folders) {
            if (folder.owes()) {
                return;
            }
        }
        list.closed(account);
    }
}

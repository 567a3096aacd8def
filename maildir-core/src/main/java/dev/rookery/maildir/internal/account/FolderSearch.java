// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.internal.files.FileStat;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Finds out which folders an account has, those of other programs included.
final class FolderSearch {
    private final OpenAccount account;
    private final DiscoverFolders discovery;
    private volatile Optional<FileStat.Mark> rootMark = Optional.empty();

    FolderSearch(OpenAccount account) {
        this.account = account;
        this.discovery = new DiscoverFolders(account);
    }

    /// Finishes what a crash interrupted, before anybody sees a folder, and looks for the first
    /// time. On a full disk the folders we know have to do for now, if they are any.
    void settle() throws IOException {
        for (String aside : account.writer().run(new SettleFolders(account))) {
            account.removeAside(aside);
        }
        if (account.table().folder(MailboxName.INBOX).isPresent()) {
            discoverIfRoom();
        } else {
            discover();
        }
    }

    /// Finds folders that other programs made or removed.
    void discover() throws IOException {
        if (!Optional.of(account.root().stat().mark()).equals(rootMark)) {
            rootMark = account.writer().run(discovery);
        }
    }

    /// The folders there are, as far as the journal has room to tell of new ones: whoever wants to
    /// empty a full disk needs the others.
    SortedSet<MailboxName> names() throws IOException {
        discoverIfRoom();
        SortedSet<MailboxName> all = new TreeSet<>();
        account.table().folders().forEach(folder -> all.add(folder.name()));
        return all;
    }

    private void discoverIfRoom() throws IOException {
        try {
            discover();
        } catch (NoSpaceException full) {
            account.report("folders of other programs show later in " + account.root(), full);
        }
    }
}

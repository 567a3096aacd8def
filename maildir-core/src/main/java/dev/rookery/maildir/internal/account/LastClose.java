// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.checkpoint.ClosedAccount;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.index.CorruptIndexException;
import dev.rookery.maildir.internal.journal.JournalEnd;
import dev.rookery.maildir.internal.journal.JournalFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// How folders were left: when the account was closed, or when they were let go since, as far as
/// nothing has touched them again.
final class LastClose {
    private static final System.Logger LOG = System.getLogger(LastClose.class.getName());

    private final Optional<ClosedAccount> written;
    private final Map<Integer, ClosedAccount.Folder> untouched = new ConcurrentHashMap<>();

    private LastClose(Optional<ClosedAccount> written) {
        this.written = written;
    }

    static LastClose read(Directory root) throws IOException {
        try {
            return new LastClose(ClosedAccount.read(root));
        } catch (CorruptIndexException damaged) {
            LOG.log(Level.WARNING, "folders are looked at anew: {0}", damaged.getMessage());
            return new LastClose(Optional.empty());
        }
    }

    Optional<JournalEnd> journal() {
        return written.map(ClosedAccount::journal);
    }

    JournalFiles.Whose owner(Directory root) {
        return ClosedAccount.owner(root, written);
    }

    /// 0 if nothing is known.
    long highestUidValidity() {
        return written.map(ClosedAccount::highestUidValidity).orElse(0L);
    }

    /// The account's journal is lost: another one may be begun, of another identity. Durable when
    /// this returns.
    void bereave(Directory root, Optional<Owner> owner) throws IOException {
        if (written.isPresent() && !written.get().identity().isEmpty()) {
            written.get().bereft().write(root, owner);
        }
    }

    /// Nothing was written since: what stands there holds until a folder is opened.
    void believe() {
        written.ifPresent(all -> untouched.putAll(all.folders()));
    }

    Optional<ClosedAccount.Folder> folder(int id) {
        return Optional.ofNullable(untouched.get(id));
    }

    /// From here on the folder may change.
    Optional<ClosedAccount.Folder> take(int id) {
        return Optional.ofNullable(untouched.remove(id));
    }

    /// The folder was let go.
    void left(int id, ClosedAccount.Folder how) {
        untouched.put(id, how);
    }

    Map<Integer, ClosedAccount.Folder> untouched() {
        return Map.copyOf(untouched);
    }

    /// Whether that is what stands there already.
    boolean says(ClosedAccount now) {
        return written.equals(Optional.of(now));
    }
}

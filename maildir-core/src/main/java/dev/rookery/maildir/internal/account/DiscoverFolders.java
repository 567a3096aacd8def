// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.layout.FolderPath;
import dev.rookery.maildir.internal.layout.FoundFolders;
import dev.rookery.maildir.internal.layout.RemovedFolder;
import dev.rookery.maildir.internal.migrate.FolderImport;
import dev.rookery.maildir.internal.migrate.MailboxGuid;
import dev.rookery.maildir.internal.migrate.MoveAside;
import dev.rookery.maildir.internal.migrate.UidListHeader;
import dev.rookery.maildir.internal.migrate.UidValidityFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Compares the folders on disk with those we know: other programs may make and remove some.
final class DiscoverFolders implements Operation<Optional<FileStat.Mark>> {
    private static final System.Logger LOG = System.getLogger(DiscoverFolders.class.getName());
    private static final long SETTLED_AFTER_NANOS = 1_000_000_000L;

    private final OpenAccount account;

    /// Directories that are nobody's mailbox, as far as the log told of them.
    private Set<FoundFolders.Other> told = Set.of();

    /// Those that folders have so far.
    private final Set<String> identities = new HashSet<>();

    DiscoverFolders(OpenAccount account) {
        this.account = account;
    }

    @Override
    public boolean alone() {
        return true;
    }

    /// Answers the root's mark if it stands for what was found. It says nothing of directories in
    /// directories.
    @Override
    public Optional<FileStat.Mark> prepare(Draft draft) throws IOException {
        Directory root = account.root();
        long nowNanos = account.clock().instant().toEpochMilli() * 1_000_000L;
        FileStat.Mark before = root.stat().mark();
        UnsettledRenames.settle(account, draft);
        removeMissing(draft);
        identities.clear();
        draft.table().folders().forEach(folder -> identities.add(folder.identity()));
        long given = draft.table().highestUidValidity();
        if (draft.table().folder(MailboxName.INBOX).isEmpty()) {
            addRoot(draft);
        }
        FoundFolders found = account.tree().discover();
        Set<FoundFolders.Other> others = new HashSet<>(found.others());
        for (FoundFolders.Folder folder : found.folders()) {
            Optional<FolderInfo> known = draft.table().folder(folder.name());
            if (known.isEmpty()) {
                add(draft, folder, given);
            } else if (!known.get().path().equals(folder.path())) {
                // Of two that read the same, the one we know stays.
                others.removeIf(other -> other.path().equals(known.get().path().toString()));
                others.add(
                        new FoundFolders.Other(folder.path().toString(), FoundFolders.Reason.TWIN));
            }
        }
        tell(others);
        FileStat.Mark after = root.stat().mark();
        boolean settled =
                !account.layout().nests() && nowNanos - after.modifiedNanos() > SETTLED_AFTER_NANOS;
        return settled && before.equals(after) ? Optional.of(after) : Optional.empty();
    }

    private void tell(Set<FoundFolders.Other> others) {
        for (FoundFolders.Other other : others) {
            if (!told.contains(other)) {
                LOG.log(
                        Level.WARNING,
                        "{0}: {1} is left alone: {2}",
                        account.root(),
                        other.path(),
                        other.reason());
            }
        }
        told = Set.copyOf(others);
    }

    private void removeMissing(Draft draft) throws IOException {
        List<FolderInfo> missing = new ArrayList<>();
        for (FolderInfo folder : draft.table().folders()) {
            if (!folder.path().isRoot() && !isThere(folder)) {
                missing.add(folder);
            }
        }
        for (FolderInfo folder : missing) {
            draft.add(new Entry.FolderRemoved(folder.id()));
        }
    }

    /// Nobody knows whether a folder is gone that lies where we may not look.
    private boolean isThere(FolderInfo folder) throws IOException {
        try {
            return isThereOrPutBack(folder);
        } catch (DiskException refused) {
            if (!refused.isLasting()) {
                throw refused;
            }
            LOG.log(Level.DEBUG, "not looked for: " + folder.name(), refused);
            return true;
        }
    }

    /// A listing may miss what is there; asking for it by name does not. What is aside is not gone,
    /// though something is in its way.
    private boolean isThereOrPutBack(FolderInfo folder) throws IOException {
        if (isFolder(folder)) {
            return true;
        }
        String aside = RemovedFolder.nameOf(folder.id());
        try {
            account.tree().putBack(folder.path(), aside, account.owner());
        } catch (FileAlreadyExistsException | DiskException inTheWay) {
            LOG.log(Level.DEBUG, "aside for now: " + folder.name(), inTheWay);
            return true;
        }
        return isFolder(folder);
    }

    private boolean isFolder(FolderInfo folder) throws IOException {
        FolderPath path = folder.path();
        return account.tree().isThere(path) && account.tree().at(path, FolderDirectory::isFolder);
    }

    /// An account that is new to us goes on from where Dovecot's counter stands.
    private void addRoot(Draft draft) throws IOException {
        Directory root = account.root();
        Optional<UidValidity> counter = UidValidityFile.read(root);
        if (counter.isPresent()) {
            draft.add(new Entry.AccountCounters(0, counter.get().value()));
        }
        add(draft, new FoundFolders.Folder(FolderPath.ROOT, MailboxName.INBOX), root, 0);
    }

    private void add(Draft draft, FoundFolders.Folder folder, long given) throws IOException {
        try (Directory home = account.tree().open(folder.path())) {
            add(draft, folder, home, given);
        } catch (NoSuchFileException gone) {
            LOG.log(Level.DEBUG, "gone meanwhile: {0}", folder.path());
        }
    }

    /// What another server told of the folder is believed, unless we may have told more of one with
    /// that name. Its list of UIDs is taken over when the folder is opened.
    ///
    /// @param given the greatest UIDVALIDITY we have given out
    private void add(Draft draft, FoundFolders.Folder folder, Directory home, long given)
            throws IOException {
        FolderTable table = draft.table();
        Optional<UidListHeader> list = FolderImport.header(home);
        if (list.isPresent()) {
            // Left of an earlier life: the list knows better.
            MoveAside.RETIRED.perform(
                    home, account.clock().instant(), file -> file.startsWith("rookery.index"));
        }
        Optional<UidValidity> theirs =
                list.flatMap(UidListHeader::uidValidity).filter(it -> it.value() > given);
        UidValidities ours = account.uidValidities();
        UidValidity uidValidity = theirs.isPresent() ? ours.given(theirs.get()) : ours.next(table);
        String identity =
                list.flatMap(UidListHeader::guid)
                        .map(MailboxGuid::hex)
                        .filter(hex -> !identities.contains(hex))
                        .orElseGet(account.engine()::newIdentity);
        identities.add(identity);
        account.mailboxes().otherServers().forget(table.nextFolder());
        draft.add(
                new Entry.FolderAdded(
                        table.nextFolder(),
                        folder.name(),
                        folder.path(),
                        uidValidity.value(),
                        identity));
    }
}

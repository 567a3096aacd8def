// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Subscription;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.journal.Entry;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who wants to hear of everything in an account. Costs nothing while nobody does.
///
/// Told by the account's writer, one commit after the other.
final class AccountListeners {
    private static final System.Logger LOG = System.getLogger(AccountListeners.class.getName());

    private final List<Consumer<List<AccountChange>>> listeners = new CopyOnWriteArrayList<>();

    /// The folders as they were told last: for the names of those that go.
    private volatile FolderTable told = FolderTable.EMPTY;

    /// @param table the folders there are
    Subscription add(Consumer<List<AccountChange>> listener, FolderTable table) {
        told = table;
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// @param after the folders as they are now
    void committed(List<Entry> entries, FolderTable after) {
        if (listeners.isEmpty()) {
            return;
        }
        FolderTable before = told;
        told = after;
        List<AccountChange> changes = new ArrayList<>();
        for (Entry entry : entries) {
            change(entry, before, after).ifPresent(changes::add);
        }
        tell(changes);
    }

    void subscriptionChanged(MailboxName name) {
        tell(List.of(new AccountChange.SubscriptionChanged(name)));
    }

    private void tell(List<AccountChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        for (Consumer<List<AccountChange>> listener : listeners) {
            try {
                listener.accept(List.copyOf(changes));
            } catch (RuntimeException bug) {
                LOG.log(Level.ERROR, "telling what happened to an account", bug);
            }
        }
    }

    private static Optional<AccountChange> change(
            Entry entry, FolderTable before, FolderTable after) {
        return switch (entry) {
            case Entry.FolderAdded e -> Optional.of(new AccountChange.MailboxCreated(e.name()));
            case Entry.FolderRemoved e ->
                    name(e.folder(), before).map(AccountChange.MailboxDeleted::new);
            case Entry.FolderRenamed e ->
                    name(e.folder(), before)
                            .map(from -> new AccountChange.MailboxRenamed(from, e.name()));
            case Entry.Annotated e -> annotated(e, after);
            case Entry.FolderAssigned e -> name(e.folder(), after).map(AccountChange.Assigned::new);
            case Entry.MessageAdded e ->
                    name(e.folder(), after)
                            .map(name ->
                                    new AccountChange.Arrived(name, UidSet.of(new Uid(e.uid()))));
            case Entry.MessagesExpunged e when e.modSeq() != MailboxSnapshot.NEVER_TOLD ->
                    name(e.folder(), after).map(name -> new AccountChange.Expunged(name, e.uids()));
            case Entry.FlagsChanged e ->
                    name(e.folder(), after)
                            .map(name -> new AccountChange.FlagsChanged(name, e.uids()));
            case Entry _ -> Optional.empty();
        };
    }

    private static Optional<AccountChange> annotated(Entry.Annotated e, FolderTable after) {
        if (e.folder() == FolderTable.NO_FOLDER) {
            return Optional.of(new AccountChange.Annotated(Optional.empty(), e.name()));
        }
        return name(e.folder(), after)
                .map(name -> new AccountChange.Annotated(Optional.of(name), e.name()));
    }

    private static Optional<MailboxName> name(int folder, FolderTable table) {
        return table.folder(folder).map(FolderInfo::name);
    }
}

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Who wants to hear of everything in an account. Costs nothing while nobody does.
///
/// Told by the account's writer, one commit after the other.
final class AccountListeners {
    private static final System.Logger LOG = System.getLogger(AccountListeners.class.getName());

    private final List<Consumer<List<AccountChange>>> listeners = new CopyOnWriteArrayList<>();

    Subscription add(Consumer<List<AccountChange>> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// @param before the folders as they were
    /// @param after the folders as they are now
    /// @param entries what led there, and what took back again what was refused
    void committed(FolderTable before, FolderTable after, List<Entry> entries) {
        if (!listeners.isEmpty()) {
            tell(changes(before, after, entries));
        }
    }

    private static List<AccountChange> changes(
            FolderTable before, FolderTable after, List<Entry> entries) {
        TakenBack takenBack = TakenBack.of(before, after, entries);
        List<AccountChange> changes = new ArrayList<>();
        FolderTable now = before;
        for (Entry entry : entries) {
            FolderTable next = entry instanceof Entry.OfAccount e ? now.after(e) : now;
            if (!takenBack.contains(entry)) {
                change(entry, now, next).ifPresent(changes::add);
            }
            now = next;
        }
        return changes;
    }

    /// What nobody needs to hear of, for it was never to be seen.
    ///
    /// @param messages by folder
    /// @param folders that were added and removed
    /// @param names of folders that have the name they had
    private record TakenBack(
            Map<Integer, UidSet> messages, Set<Integer> folders, Set<Integer> names) {
        static TakenBack of(FolderTable before, FolderTable after, List<Entry> entries) {
            TakenBack all = new TakenBack(new HashMap<>(), new HashSet<>(), new HashSet<>());
            for (Entry entry : entries) {
                all.look(entry, before, after);
            }
            return all;
        }

        private void look(Entry entry, FolderTable before, FolderTable after) {
            switch (entry) {
                case Entry.MessagesExpunged e when e.modSeq() == MailboxSnapshot.NEVER_TOLD ->
                        messages.merge(e.folder(), e.uids(), UidSet::or);
                case Entry.FolderAdded e when name(e.folder(), after).isEmpty() ->
                        folders.add(e.folder());
                case Entry.FolderRenamed e
                        when name(e.folder(), before).equals(name(e.folder(), after)) ->
                        names.add(e.folder());
                case Entry _ -> {}
            }
        }

        boolean contains(Entry entry) {
            return switch (entry) {
                case Entry.MessageAdded e ->
                        folders.contains(e.folder())
                                || messages.getOrDefault(e.folder(), UidSet.EMPTY)
                                        .contains(e.uid());
                case Entry.FolderAdded e -> folders.contains(e.folder());
                case Entry.FolderRemoved e -> folders.contains(e.folder());
                case Entry.FolderAssigned e -> folders.contains(e.folder());
                case Entry.FolderRenamed e ->
                        folders.contains(e.folder()) || names.contains(e.folder());
                case Entry _ -> false;
            };
        }
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
            } catch (RuntimeException | Error bug) {
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

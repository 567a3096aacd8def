// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.ClosedException;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Quota;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.Subscription;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One holder's view of a shared account.
final class AccountLease implements Account {
    private final OpenAccount account;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    AccountLease(OpenAccount account, Runnable leave) {
        this.account = account;
        this.leave = leave;
    }

    /// Something that is asked of the account.
    @FunctionalInterface
    private interface Use<T> {
        T of(OpenAccount account) throws IOException;
    }

    private <T> T use(Use<T> use) throws IOException {
        if (closed.get()) {
            throw new ClosedException("the account was closed by its holder");
        }
        account.requireOpen();
        try {
            return use.of(account);
        } catch (IOException trouble) {
            throw account.unlessClosed(trouble);
        }
    }

    @Override
    public SortedSet<MailboxName> mailboxes() throws IOException {
        return use(OpenAccount::names);
    }

    @Override
    public Mailbox mailbox(MailboxName name) throws IOException {
        return use(open -> open.mailbox(name));
    }

    @Override
    public MailboxStatus status(MailboxName name) throws IOException {
        return use(open -> open.status(name));
    }

    @Override
    public Mailbox create(MailboxName name) throws IOException {
        return create(name, Set.of());
    }

    @Override
    public Mailbox create(MailboxName name, Set<SpecialUse> uses) throws IOException {
        return use(open -> {
            if (open.names().contains(name)) {
                throw new MailboxExistsException(name);
            }
            return open.writer().run(new CreateFolder(open, name, uses)).get().shared();
        });
    }

    @Override
    public SortedMap<MailboxName, Set<SpecialUse>> specialUses() throws IOException {
        return use(open -> {
            open.discover();
            return open.table().uses();
        });
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws IOException {
        annotate(name, Map.of(), uses);
    }

    @Override
    public SortedMap<String, AnnotationValue> annotations() throws IOException {
        return use(open -> open.table().annotations(FolderTable.NO_FOLDER));
    }

    @Override
    public SortedMap<String, AnnotationValue> annotations(MailboxName name) throws IOException {
        return use(open -> {
            open.discover();
            FolderInfo folder =
                    open.table().folder(name).orElseThrow(() -> new NoSuchMailboxException(name));
            return open.table().annotations(folder.id());
        });
    }

    @Override
    public void annotate(Map<String, Optional<AnnotationValue>> values) throws IOException {
        var _ = use(open -> open.writer().run(Annotate.account(values)));
    }

    @Override
    public void annotate(MailboxName name, Map<String, Optional<AnnotationValue>> values)
            throws IOException {
        annotate(Annotate.folder(name, values));
    }

    @Override
    public void annotate(
            MailboxName name, Map<String, Optional<AnnotationValue>> values, Set<SpecialUse> uses)
            throws IOException {
        annotate(Annotate.folder(name, values, uses));
    }

    private void annotate(Annotate operation) throws IOException {
        var _ =
                use(open -> {
                    open.discover();
                    return open.writer().run(operation);
                });
    }

    @Override
    public void delete(MailboxName name) throws IOException {
        var _ =
                use(open -> {
                    var _ = open.names();
                    open.mailboxes().requireAlone(name);
                    return open.writer().run(new RemoveFolder(open, name));
                });
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws IOException {
        var _ =
                use(open -> {
                    var _ = open.names();
                    open.mailboxes().requireAlone(from);
                    if (from.isInbox()) {
                        RenameInbox.run(open, to);
                    } else {
                        open.writer().run(new RenameFolders(open, from, to));
                    }
                    return true;
                });
    }

    @Override
    public SortedSet<MailboxName> subscriptions() throws IOException {
        return use(open -> open.writer().run(EditSubscriptions.read(open)));
    }

    @Override
    public void subscribe(MailboxName name) throws IOException {
        var _ =
                use(open -> {
                    var _ = open.writer().run(EditSubscriptions.add(open, name));
                    open.mailboxes().listeners().subscriptionChanged(name);
                    return true;
                });
    }

    @Override
    public void unsubscribe(MailboxName name) throws IOException {
        var _ =
                use(open -> {
                    var _ = open.writer().run(EditSubscriptions.remove(open, name));
                    open.mailboxes().listeners().subscriptionChanged(name);
                    return true;
                });
    }

    @Override
    public Subscription subscribe(Consumer<List<AccountChange>> listener) throws IOException {
        return use(open -> open.mailboxes().listeners().add(listener));
    }

    @Override
    public Quota quota() throws IOException {
        return use(OpenAccount::quota);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave.run();
        }
    }
}

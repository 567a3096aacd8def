// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MailboxStatus;
import dev.rookery.maildir.Quota;
import dev.rookery.maildir.SpecialUse;
import java.io.IOException;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;

/// One holder's view of a shared account.
final class AccountLease implements Account {
    private final OpenAccount account;
    private final Runnable leave;
    private final AtomicBoolean closed = new AtomicBoolean();

    AccountLease(OpenAccount account, Runnable leave) {
        this.account = account;
        this.leave = leave;
    }

    private OpenAccount account() throws IOException {
        if (closed.get()) {
            throw new IOException("the account was closed by its holder");
        }
        return account;
    }

    @Override
    public SortedSet<MailboxName> mailboxes() throws IOException {
        return account().names();
    }

    @Override
    public Mailbox mailbox(MailboxName name) throws IOException {
        return account().mailbox(name);
    }

    @Override
    public MailboxStatus status(MailboxName name) throws IOException {
        return account().status(name);
    }

    @Override
    public Mailbox create(MailboxName name) throws IOException {
        return create(name, Set.of());
    }

    @Override
    public Mailbox create(MailboxName name, Set<SpecialUse> uses) throws IOException {
        if (account().names().contains(name)) {
            throw new MailboxExistsException(name);
        }
        return account().writer().run(new CreateFolder(account, name, uses)).get().shared();
    }

    @Override
    public SortedMap<MailboxName, Set<SpecialUse>> specialUses() throws IOException {
        account().discover();
        return account().table().uses();
    }

    @Override
    public void assign(MailboxName name, Set<SpecialUse> uses) throws IOException {
        account().discover();
        account().writer().run(new AssignUses(name, uses));
    }

    @Override
    public void delete(MailboxName name) throws IOException {
        account().names();
        account().writer().run(new RemoveFolder(account, name));
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws IOException {
        account().names();
        if (from.isInbox()) {
            RenameInbox.run(account, to);
        } else {
            account().writer().run(new RenameFolders(account, from, to));
        }
    }

    @Override
    public SortedSet<MailboxName> subscriptions() throws IOException {
        return account().writer().run(EditSubscriptions.read(account));
    }

    @Override
    public void subscribe(MailboxName name) throws IOException {
        account().writer().run(EditSubscriptions.add(account, name));
    }

    @Override
    public void unsubscribe(MailboxName name) throws IOException {
        account().writer().run(EditSubscriptions.remove(account, name));
    }

    @Override
    public Quota quota() throws IOException {
        return account().quota();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave.run();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.layout.CourierSubscriptions;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import dev.rookery.maildir.internal.migrate.Subscriptions;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/// Reads and changes the file `subscriptions`, which Dovecot reads as well: written aside, forced,
/// put in place. As long as there is none, Courier's counts.
final class EditSubscriptions implements Operation<SortedSet<MailboxName>> {
    private final OpenAccount account;
    private final Optional<UnaryOperator<SubscriptionFile>> change;

    private EditSubscriptions(
            OpenAccount account, Optional<UnaryOperator<SubscriptionFile>> change) {
        this.account = account;
        this.change = change;
    }

    static EditSubscriptions read(OpenAccount account) {
        return new EditSubscriptions(account, Optional.empty());
    }

    /// Writes them where Dovecot looks for them, if they were read elsewhere.
    static EditSubscriptions keep(OpenAccount account) {
        return new EditSubscriptions(account, Optional.of(UnaryOperator.identity()));
    }

    static EditSubscriptions add(OpenAccount account, MailboxName name) {
        return new EditSubscriptions(account, Optional.of(file -> file.with(name)));
    }

    static EditSubscriptions remove(OpenAccount account, MailboxName name) {
        return new EditSubscriptions(account, Optional.of(file -> file.without(name)));
    }

    @Override
    public boolean alone() {
        return true;
    }

    @Override
    public SortedSet<MailboxName> prepare(Draft draft) throws IOException {
        SubscriptionFile file = load();
        if (change.isPresent()) {
            file = change.get().apply(file);
            // Even if it says so already: nobody knows whether what was read is durable.
            Subscriptions.write(account.root(), file, account.owner());
        }
        return file.names();
    }

    private SubscriptionFile load() throws IOException {
        Optional<SubscriptionFile> ours = Subscriptions.read(account.root(), account.layout());
        if (ours.isPresent()) {
            return ours.get();
        }
        SubscriptionFile file = SubscriptionFile.create(account.layout());
        Optional<byte[]> couriers = Subscriptions.read(account.root(), CourierSubscriptions.FILE);
        if (couriers.isPresent()) {
            for (MailboxName name : CourierSubscriptions.parse(couriers.get())) {
                file = withIfItCan(file, name);
            }
        }
        return file;
    }

    /// What cannot be said here is left out.
    private static SubscriptionFile withIfItCan(SubscriptionFile file, MailboxName name) {
        try {
            return file.with(name);
        } catch (InvalidMailboxNameException | LimitException unsayable) {
            return file;
        }
    }
}

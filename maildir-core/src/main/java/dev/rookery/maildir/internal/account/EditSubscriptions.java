// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import dev.rookery.maildir.internal.layout.CourierSubscriptions;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.UnaryOperator;

/// Reads and changes the file `subscriptions`, which Dovecot reads as well: written aside, forced,
/// put in place. As long as there is none, Courier's counts.
final class EditSubscriptions implements Operation<SortedSet<MailboxName>> {
    private static final String FILE = "subscriptions";
    private static final String ASIDE = "subscriptions.rookery-new";
    private static final int FILE_BYTES_MAX = 16 * 1024 * 1024;

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
            save(file.format());
        }
        return file.names();
    }

    private SubscriptionFile load() throws IOException {
        Optional<byte[]> ours = read(FILE);
        if (ours.isPresent()) {
            return SubscriptionFile.parse(ours.get(), account.layout())
                    .orElseThrow(() -> new IOException("subscriptions: unknown version"));
        }
        SubscriptionFile file = SubscriptionFile.create(account.layout());
        Optional<byte[]> couriers = read(CourierSubscriptions.FILE);
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

    /// Empty if there is no such file.
    private Optional<byte[]> read(String name) throws IOException {
        try (InputFile file = account.root().open(name)) {
            long size = file.stat().sizeBytes();
            if (size > FILE_BYTES_MAX) {
                throw new IOException(name + ": larger than " + FILE_BYTES_MAX + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            int done = 0;
            for (int got = 0; got >= 0 && done < bytes.length; done += Math.max(got, 0)) {
                got = file.read(done, bytes, done, bytes.length - done);
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    private void save(byte[] bytes) throws IOException {
        Directory root = account.root();
        root.delete(ASIDE);
        try (OutputFile file = root.create(ASIDE, account.owner())) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
        root.replace(ASIDE, FILE);
        root.force();
    }
}

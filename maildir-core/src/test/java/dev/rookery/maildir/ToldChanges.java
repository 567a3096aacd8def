// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens to an account, and writes down what it is told: a line for each commit.
final class ToldChanges implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Subscription subscription;

    private ToldChanges(Account account) throws IOException {
        this.subscription = account.subscribe(this::tell);
    }

    static ToldChanges of(Account account) throws IOException {
        return new ToldChanges(account);
    }

    private void tell(List<AccountChange> changes) {
        if (changes.isEmpty()) {
            lines.add("told nothing");
        }
        lines.add(String.join(", ", words(changes)));
    }

    /// Messages of a mailbox that came one behind the other are one word.
    private static List<String> words(List<AccountChange> changes) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i)
                    instanceof AccountChange.Arrived(MailboxName mailbox, UidSet first)) {
                UidSet uids = first;
                while (i + 1 < changes.size()
                        && changes.get(i + 1)
                                instanceof AccountChange.Arrived(MailboxName same, UidSet next)
                        && same.equals(mailbox)) {
                    uids = uids.or(next);
                    i++;
                }
                words.add("arrived " + mailbox + " " + uids);
            } else {
                words.add(word(changes.get(i)));
            }
        }
        return words;
    }

    private static String word(AccountChange change) {
        return switch (change) {
            case AccountChange.MailboxCreated c -> "created " + c.name();
            case AccountChange.MailboxDeleted c -> "deleted " + c.name();
            case AccountChange.MailboxRenamed c -> "renamed " + c.from() + " to " + c.to();
            case AccountChange.SubscriptionChanged c -> "subscription " + c.name();
            case AccountChange.Annotated c ->
                    "annotated " + c.mailbox().map(name -> name + " ").orElse("") + c.name();
            case AccountChange.Assigned c -> "assigned " + c.mailbox();
            case AccountChange.Arrived c -> "arrived " + c.mailbox() + " " + c.uids();
            case AccountChange.Expunged c -> "expunged " + c.mailbox() + " " + c.uids();
            case AccountChange.FlagsChanged c -> "flags " + c.mailbox() + " " + c.uids();
        };
    }

    /// What was told since this was asked last.
    List<String> next() {
        List<String> told = List.copyOf(lines);
        lines.removeAll(told);
        return told;
    }

    /// All that was told, and not asked for.
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        subscription.close();
    }
}

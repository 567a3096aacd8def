// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.util.List;

/// A little of everything that changes an account, in an order in which each step can go wrong.
final class Scenario {
    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Flags MARKED =
            Flags.of(List.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED), List.of("$Work"));

    private Scenario() {}

    static List<Step> steps() {
        return List.of(
                deliver("INBOX", "a", Flags.NONE),
                create("Work"),
                deliver("INBOX", "b", SEEN),
                store("INBOX", FlagChange.add(MARKED), "a", MARKED),
                copy("INBOX", "Work"),
                create("Work/Deep"),
                deliver("Work/Deep", "c", MARKED),
                move("INBOX", "b", "Work"),
                rename("Work", "Old"),
                expunge("INBOX", "a"),
                store("Old", FlagChange.remove(SEEN), "b", Flags.NONE),
                deliver("Old", "d", Flags.NONE),
                delete("Old/Deep"),
                subscribe("Old"),
                unsubscribe("Old"),
                create("Old/Deep"),
                deliver("Old/Deep", "e", Flags.NONE));
    }

    static MailboxName name(String mailbox) {
        return MailboxName.parse(mailbox, '/');
    }

    private static Mailbox mailbox(Account account, String name) throws IOException {
        return account.mailbox(name(name));
    }

    static Step deliver(String mailbox, String subject, Flags flags) {
        Letter letter = new Letter(subject, flags);
        return new Step(
                "deliver " + subject + " to " + mailbox,
                account -> Mail.deliver(mailbox(account, mailbox), subject, flags),
                ledger -> ledger.letters(mailbox).add(letter));
    }

    private static Step store(String mailbox, FlagChange change, String subject, Flags after) {
        Letter changed = new Letter(subject, after);
        return new Step(
                "store " + change.action() + " in " + mailbox,
                account -> {
                    Mailbox open = mailbox(account, mailbox);
                    open.changeFlags(Ledger.uids(open, subject), change);
                },
                ledger ->
                        ledger.letters(mailbox)
                                .replaceAll(letter ->
                                        letter.subject().equals(subject) ? changed : letter));
    }

    private static Step copy(String from, String to) {
        return new Step(
                "copy " + from + " to " + to,
                account -> {
                    Mailbox source = mailbox(account, from);
                    source.copy(source.snapshot().uids(), mailbox(account, to));
                },
                ledger -> ledger.letters(to).addAll(ledger.letters(from)));
    }

    private static Step move(String from, String subject, String to) {
        return new Step(
                "move " + subject + " from " + from + " to " + to,
                account -> {
                    Mailbox source = mailbox(account, from);
                    source.move(Ledger.uids(source, subject), mailbox(account, to));
                },
                ledger -> {
                    List<Letter> moved =
                            ledger.letters(from).stream()
                                    .filter(letter -> letter.subject().equals(subject))
                                    .toList();
                    ledger.letters(from).removeAll(moved);
                    ledger.letters(to).addAll(moved);
                });
    }

    private static Step expunge(String mailbox, String subject) {
        return new Step(
                "expunge " + subject + " from " + mailbox,
                account -> {
                    Mailbox open = mailbox(account, mailbox);
                    UidSet gone = Ledger.uids(open, subject);
                    open.expunge(gone);
                },
                ledger ->
                        ledger.letters(mailbox)
                                .removeIf(letter -> letter.subject().equals(subject)));
    }

    private static Step create(String mailbox) {
        return new Step(
                "create " + mailbox,
                account -> account.create(name(mailbox)),
                ledger -> ledger.letters(mailbox));
    }

    private static Step rename(String from, String to) {
        return new Step(
                "rename " + from + " to " + to,
                account -> account.rename(name(from), name(to)),
                ledger -> ledger.rename(from, to));
    }

    private static Step delete(String mailbox) {
        return new Step(
                "delete " + mailbox,
                account -> account.delete(name(mailbox)),
                ledger -> ledger.delete(mailbox));
    }

    private static Step subscribe(String mailbox) {
        return new Step(
                "subscribe " + mailbox,
                account -> account.subscribe(name(mailbox)),
                ledger -> ledger.subscriptions().add(mailbox));
    }

    private static Step unsubscribe(String mailbox) {
        return new Step(
                "unsubscribe " + mailbox,
                account -> account.unsubscribe(name(mailbox)),
                ledger -> ledger.subscriptions().remove(mailbox));
    }
}

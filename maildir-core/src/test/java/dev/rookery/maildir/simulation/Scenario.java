// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.awaitility.Awaitility.await;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A little of everything that changes an account, in an order in which each step can go wrong. In
/// no mailbox two messages have the same subject.
final class Scenario {
    /// Where the account lies on a disk in memory.
    static final Path MAILDIR = Path.of("/home/Maildir");

    private static final Flags SEEN = Flags.of(SystemFlag.SEEN);
    private static final Flags MARKED =
            Flags.of(List.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED), List.of("$Work"));
    private static final Flags SEEN_AND_MARKED =
            Flags.of(
                    List.of(SystemFlag.SEEN, SystemFlag.FLAGGED, SystemFlag.ANSWERED),
                    List.of("$Work"));
    private static final Flags KEYWORDS = Flags.of(List.of(), List.of("$Work", "$Home"));

    private Scenario() {}

    /// The least of each kind: for tests that run it again and again.
    static List<Step> steps() {
        return List.of(
                deliver("INBOX", "a", Flags.NONE),
                create("Work", SpecialUse.SENT),
                deliver("INBOX", "b", SEEN),
                store("INBOX", FlagChange.add(MARKED), "a", MARKED),
                copy("INBOX", "a", "Work"),
                create("Work/Deep"),
                deliver("Work/Deep", "c", MARKED),
                move("INBOX", "b", "Work"),
                rename("Work", "Old"),
                assign("Old/Deep", SpecialUse.JUNK),
                expunge("INBOX", "a"),
                store("Old", FlagChange.remove(SEEN), "b", Flags.NONE),
                deliver("Old", "d", Flags.NONE),
                delete("Old/Deep"),
                subscribe("Old"),
                unsubscribe("Old"),
                create("Old/Deep"),
                deliver("Old/Deep", "e", Flags.NONE),
                deliverAll("Old", SEEN, "large k", "l", "large m"),
                deliver("INBOX", "t", MARKED),
                deliver("INBOX", "large u", Flags.NONE),
                replace("INBOX", List.of("t"), "INBOX", MARKED, "w"),
                annotate("INBOX", "/private/comment", "one"),
                replace("INBOX", List.of("large u"), "Old", SEEN, "large x"),
                annotate("", "/shared/admin", "mailto:x"),
                renameInbox("Kept"));
    }

    /// Several messages in one change, one of them too large for the journal.
    static List<Step> severalAtOnce() {
        List<String> both = List.of("a", "large b");
        return List.of(
                create("Work"),
                create("Done"),
                deliver("INBOX", "a", MARKED),
                deliver("INBOX", "large b", SEEN),
                copy("INBOX", both, "Work"),
                move("INBOX", both, "Done"),
                replace("Done", both, "Done", MARKED, "c", "large d"),
                replace("Work", both, "Done", SEEN, "large e", "f", "large g"));
    }

    /// Messages in the place of others: of two sizes, here and there, several, and at once after
    /// they came.
    static List<Step> replacingSteps() {
        return List.of(
                create("Work"),
                deliver("INBOX", "a", MARKED),
                deliver("INBOX", "large b", SEEN),
                replace("INBOX", List.of("a"), "INBOX", SEEN, "c"),
                replace("INBOX", List.of("large b"), "Work", MARKED, "large d"),
                replace("INBOX", List.of("c"), "INBOX", MARKED, "large e"),
                replace("Work", List.of("large d"), "INBOX", Flags.NONE, "f"),
                replace("INBOX", List.of("large e", "f"), "Work", SEEN, "large g", "h", "large i"),
                replace("Work", List.of("large g", "large i"), "Work", KEYWORDS, "j"));
    }

    /// What follows: messages of two sizes, keywords, several messages at once, trees of folders.
    static List<Step> longSteps() {
        List<Step> steps = new ArrayList<>(steps());
        steps.addAll(
                List.of(
                        deliver("INBOX", "large f", Flags.NONE),
                        deliver("INBOX", "g", KEYWORDS),
                        deliverAll("INBOX", KEYWORDS, "both n", "both o"),
                        subscribe("INBOX"),
                        annotate("Old/Deep", "/private/comment", "moves along"),
                        deliver("Old", "large h", MARKED),
                        store("INBOX", FlagChange.add(SEEN), "large f", SEEN),
                        store("INBOX", FlagChange.replace(MARKED), "g", MARKED),
                        markedSeenByAnother("INBOX", "g", SEEN_AND_MARKED),
                        copy("Old", "large h", "INBOX"),
                        move("INBOX", "large f", "Old/Deep"),
                        create("Old/Deep/Deeper", SpecialUse.TRASH, SpecialUse.ALL),
                        move("Old", "a", "Old/Deep/Deeper"),
                        rename("Old/Deep", "New"),
                        subscribe("New/Deeper"),
                        assign("New/Deeper"),
                        assign("New", SpecialUse.ARCHIVE),
                        assign("INBOX", SpecialUse.IMPORTANT),
                        expunge("New", "large f"),
                        deliver("New/Deeper", "i", SEEN),
                        delete("New"),
                        unsubscribe("INBOX"),
                        rename("New/Deeper", "Old/Deep"),
                        copy("INBOX", List.of("g", "large h"), "Old/Deep"),
                        move("Old/Deep", List.of("a", "g"), "Old"),
                        store("Old", FlagChange.replace(SEEN), List.of("b", "g"), SEEN),
                        expunge("Old", List.of("a", "d")),
                        store("Old/Deep", FlagChange.remove(SEEN), "i", Flags.NONE),
                        expunge("Old", "large h"),
                        deliverAll("Old", Flags.NONE, "p", "large q", "r", "large s"),
                        expunge("Old", "large q"),
                        replace("Old", List.of("p", "r"), "INBOX", KEYWORDS, "p2", "large r2"),
                        annotate("Old/Deep", "/private/comment", ""),
                        replace("INBOX", List.of("large r2"), "INBOX", MARKED, "r3"),
                        annotate("INBOX", "/private/comment", "two"),
                        deliver("INBOX", "j", Flags.NONE),
                        store("INBOX", FlagChange.add(SEEN), "j", SEEN),
                        renameInbox("Kept/Past"),
                        deliver("INBOX", "v", KEYWORDS)));
        return steps;
    }

    /// Messages get second places. One is larger than what is copied at a time.
    static List<Step> copyingSteps() {
        return List.of(
                create("Work"),
                create("Home"),
                deliver("INBOX", "large a", SEEN),
                copy("INBOX", "large a", "Work"),
                move("INBOX", "large a", "Home"),
                deliver("INBOX", "b", Flags.NONE),
                copy("INBOX", "b", "Work"));
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
                (account, _) -> Mail.deliver(mailbox(account, mailbox), subject, flags),
                ledger -> ledger.letters(mailbox).add(letter));
    }

    /// All of them or none.
    static Step deliverAll(String mailbox, Flags flags, String... subjects) {
        List<String> all = List.of(subjects);
        return new Step(
                "deliver all of " + all + " to " + mailbox,
                (account, _) -> Mail.deliverAll(mailbox(account, mailbox), flags, all),
                ledger ->
                        all.forEach(each -> ledger.letters(mailbox).add(new Letter(each, flags))));
    }

    static Step store(String mailbox, FlagChange change, String subject, Flags after) {
        return store(mailbox, change, List.of(subject), after);
    }

    static Step store(String mailbox, FlagChange change, List<String> subjects, Flags after) {
        return new Step(
                "store " + change.action() + " in " + mailbox,
                (account, _) -> {
                    Mailbox open = mailbox(account, mailbox);
                    open.changeFlags(Ledger.uids(open, subjects), change);
                },
                flagged(mailbox, subjects, after));
    }

    private static Consumer<Ledger> flagged(String mailbox, List<String> subjects, Flags after) {
        return ledger ->
                ledger.letters(mailbox)
                        .replaceAll(letter ->
                                subjects.contains(letter.subject())
                                        ? new Letter(letter.subject(), after)
                                        : letter);
    }

    /// A mail program that knows nothing of us renames a file of INBOX; acknowledged when we tell.
    private static Step markedSeenByAnother(String mailbox, String subject, Flags after) {
        return new Step(
                "another program marks " + subject + " in " + mailbox,
                (account, disk) -> {
                    String size = ",W=" + Letter.bytes(subject).length;
                    try (Directory root = disk.open(MAILDIR);
                            Directory cur = root.openDirectory("cur");
                            Directory fresh = root.openDirectory("new")) {
                        // The file of an acknowledged message appears a little later.
                        await().until(() -> markSeen(cur, size, cur) || markSeen(fresh, size, cur));
                    }
                    mailbox(account, mailbox).refresh();
                },
                flagged(mailbox, List.of(subject), after));
    }

    private static boolean markSeen(Directory from, String size, Directory cur) throws IOException {
        boolean found = false;
        for (Directory.Entry entry : from.list()) {
            String name = entry.name();
            if (name.contains(size) && !name.endsWith("S")) {
                from.rename(name, cur, name.contains(":2,") ? name + "S" : name + ":2,S");
                found = true;
            }
        }
        return found;
    }

    static Step copy(String from, String subject, String to) {
        return copy(from, List.of(subject), to);
    }

    static Step copy(String from, List<String> subjects, String to) {
        return new Step(
                "copy " + text(subjects) + " from " + from + " to " + to,
                (account, _) -> {
                    Mailbox source = mailbox(account, from);
                    source.copy(Ledger.uids(source, subjects), mailbox(account, to));
                },
                ledger -> ledger.letters(to).addAll(letters(ledger, from, subjects)));
    }

    static Step move(String from, String subject, String to) {
        return move(from, List.of(subject), to);
    }

    static Step move(String from, List<String> subjects, String to) {
        return new Step(
                "move " + text(subjects) + " from " + from + " to " + to,
                (account, _) -> {
                    Mailbox source = mailbox(account, from);
                    source.move(Ledger.uids(source, subjects), mailbox(account, to));
                },
                ledger -> {
                    List<Letter> moved = letters(ledger, from, subjects);
                    ledger.letters(from).removeAll(moved);
                    ledger.letters(to).addAll(moved);
                });
    }

    /// Messages in the place of others, all in one step.
    static Step replace(
            String in, List<String> old, String target, Flags flags, String... subjects) {
        List<String> fresh = List.of(subjects);
        return new Step(
                "replace %s in %s by %s in %s".formatted(text(old), in, text(fresh), target),
                (account, _) -> {
                    Mailbox source = mailbox(account, in);
                    UidSet gone = Ledger.uids(source, old);
                    if (gone.size() < old.size()) {
                        throw new MessageExpungedException(source.snapshot().uidNext());
                    }
                    Mail.replace(gone, source, mailbox(account, target), flags, fresh);
                },
                ledger -> {
                    ledger.letters(in).removeAll(letters(ledger, in, old));
                    fresh.forEach(each -> ledger.letters(target).add(new Letter(each, flags)));
                });
    }

    private static List<Letter> letters(Ledger ledger, String mailbox, List<String> subjects) {
        return ledger.letters(mailbox).stream()
                .filter(letter -> subjects.contains(letter.subject()))
                .toList();
    }

    private static String text(List<String> subjects) {
        return String.join(" and ", subjects);
    }

    static Step expunge(String mailbox, String subject) {
        return expunge(mailbox, List.of(subject));
    }

    static Step expunge(String mailbox, List<String> subjects) {
        return new Step(
                "expunge " + text(subjects) + " from " + mailbox,
                (account, _) -> {
                    Mailbox open = mailbox(account, mailbox);
                    UidSet gone = Ledger.uids(open, subjects);
                    open.expunge(gone);
                },
                ledger ->
                        ledger.letters(mailbox)
                                .removeIf(letter -> subjects.contains(letter.subject())));
    }

    static Step create(String mailbox) {
        return new Step(
                "create " + mailbox,
                (account, _) -> account.create(name(mailbox)),
                ledger -> ledger.letters(mailbox));
    }

    static Step create(String mailbox, SpecialUse... uses) {
        return new Step(
                "create " + mailbox + " for " + Arrays.toString(uses),
                (account, _) -> account.create(name(mailbox), Set.of(uses)),
                ledger -> {
                    ledger.letters(mailbox);
                    ledger.assign(mailbox, Set.of(uses));
                });
    }

    static Step assign(String mailbox, SpecialUse... uses) {
        return new Step(
                "assign " + Arrays.toString(uses) + " to " + mailbox,
                (account, _) -> account.assign(name(mailbox), Set.of(uses)),
                ledger -> ledger.assign(mailbox, Set.of(uses)));
    }

    /// With a twin that says the same, so that a part of it would show.
    ///
    /// @param mailbox nothing for the account as a whole
    /// @param text nothing to remove what is there
    static Step annotate(String mailbox, String name, String text) {
        Optional<AnnotationValue> value =
                Optional.of(text).filter(it -> !it.isEmpty()).map(Ledger::value);
        Map<String, Optional<AnnotationValue>> values = Map.of(name, value, name + "/twin", value);
        return new Step(
                "annotate %s with %s %s".formatted(mailbox, name, text),
                (account, _) -> {
                    if (mailbox.isEmpty()) {
                        account.annotate(values);
                    } else {
                        account.annotate(name(mailbox), values);
                    }
                },
                ledger -> ledger.annotate(mailbox, values));
    }

    static Step rename(String from, String to) {
        return new Step(
                "rename " + from + " to " + to,
                (account, _) -> account.rename(name(from), name(to)),
                ledger -> ledger.rename(from, to));
    }

    /// Its messages move, and it stays.
    static Step renameInbox(String to) {
        return new Step(
                "rename INBOX to " + to,
                (account, _) -> account.rename(MailboxName.INBOX, name(to)),
                ledger -> {
                    ledger.copyAnnotations("INBOX", to);
                    ledger.letters(to).addAll(ledger.letters("INBOX"));
                    ledger.letters("INBOX").clear();
                });
    }

    static Step delete(String mailbox) {
        return new Step(
                "delete " + mailbox,
                (account, _) -> account.delete(name(mailbox)),
                ledger -> ledger.delete(mailbox));
    }

    static Step subscribe(String mailbox) {
        return new Step(
                "subscribe " + mailbox,
                (account, _) -> account.subscribe(name(mailbox)),
                ledger -> ledger.subscriptions().add(mailbox));
    }

    static Step unsubscribe(String mailbox) {
        return new Step(
                "unsubscribe " + mailbox,
                (account, _) -> account.unsubscribe(name(mailbox)),
                ledger -> ledger.subscriptions().remove(mailbox));
    }
}

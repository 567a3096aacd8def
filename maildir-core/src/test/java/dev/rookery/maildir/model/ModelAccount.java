// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Copied;
import dev.rookery.maildir.FlagChange;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailStoreException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.model.ModelMailbox.Kept;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// An account as plain maps: what must be there after a list of operations, one after the other.
final class ModelAccount {
    private final SortedMap<MailboxName, ModelMailbox> mailboxes = new TreeMap<>();
    private final SortedSet<MailboxName> subscriptions = new TreeSet<>();
    private final SortedMap<MailboxName, Set<SpecialUse>> uses = new TreeMap<>();
    private long greatestUidValidity;

    ModelAccount(Account fresh) throws IOException {
        add(MailboxName.INBOX, fresh.mailbox(MailboxName.INBOX).snapshot());
    }

    private void add(MailboxName name, Snapshot created) {
        long uidValidity = created.uidValidity().value();
        Invariant.I10.require(
                uidValidity > greatestUidValidity,
                "%s was given %s, %s was given before",
                name,
                uidValidity,
                greatestUidValidity);
        greatestUidValidity = uidValidity;
        Invariant.I2.require(created.uids().isEmpty(), "%s was created with mail", name);
        mailboxes.put(name, new ModelMailbox(created));
    }

    SortedMap<MailboxName, ModelMailbox> mailboxes() {
        return mailboxes;
    }

    /// Checks the answer, and does the same to the model.
    void follow(Call call, Account account) throws IOException {
        Set<Class<? extends MailStoreException>> due = refusals(call);
        if (call.answer() instanceof Answer.Refused refused) {
            Invariant.I5.require(due.contains(refused.why().getClass()), "%s: not due", call);
            return;
        }
        Invariant.I5.require(due.isEmpty(), "%s instead of %s", call, due);
        apply(call, account);
    }

    private Set<Class<? extends MailStoreException>> refusals(Call call) {
        Set<Class<? extends MailStoreException>> due = new HashSet<>();
        call.operation().within().ifPresent(name -> requireThere(name, due));
        switch (call.operation()) {
            case Operation.Transfer o -> requireThere(o.target(), due);
            case Operation.Replace o -> {
                requireThere(o.message().mailbox(), due);
                ModelMailbox mailbox = mailboxes.get(Hands.name(o.mailbox()));
                if (mailbox != null && !call.asked().minus(mailbox.uids()).isEmpty()) {
                    due.add(MessageExpungedException.class);
                }
            }
            case Operation.Read o -> {
                ModelMailbox mailbox = mailboxes.get(Hands.name(o.mailbox()));
                if (mailbox != null && !mailbox.has(call.asked().first())) {
                    due.add(MessageExpungedException.class);
                }
            }
            case Operation.Create o -> requireFree(Hands.name(o.mailbox()), due);
            case Operation.Assign o -> requireThere(o.mailbox(), due);
            case Operation.Delete o -> {
                requireThere(o.mailbox(), due);
                if (Hands.name(o.mailbox()).isInbox()) {
                    due.add(InvalidMailboxNameException.class);
                }
            }
            case Operation.Rename o -> requireRename(Hands.name(o.from()), Hands.name(o.to()), due);
            case Operation.Deliver _,
                    Operation.DeliverAll _,
                    Operation.ChangeFlags _,
                    Operation.Expunge _,
                    Operation.Refresh _,
                    Operation.Search _,
                    Operation.ClaimRecent _,
                    Operation.Subscribe _,
                    Operation.Unsubscribe _,
                    Operation.ListMailboxes _,
                    Operation.ListSubscriptions _,
                    Operation.ListUses _,
                    Operation.ReopenAccount _,
                    Operation.ReopenStore _ -> {}
        }
        return due;
    }

    private void requireThere(String name, Set<Class<? extends MailStoreException>> due) {
        if (!mailboxes.containsKey(Hands.name(name))) {
            due.add(NoSuchMailboxException.class);
        }
    }

    private void requireFree(MailboxName name, Set<Class<? extends MailStoreException>> due) {
        if (mailboxes.containsKey(name)) {
            due.add(MailboxExistsException.class);
        }
    }

    private void requireRename(
            MailboxName from, MailboxName to, Set<Class<? extends MailStoreException>> due) {
        if (from.isInbox()) {
            requireFree(to, due);
            return;
        }
        List<MailboxName> moving = tree(from);
        if (moving.isEmpty()) {
            due.add(NoSuchMailboxException.class);
        }
        requireFree(to, due);
        for (MailboxName name : moving) {
            if (isTooDeep(name, from, to)) {
                due.add(InvalidMailboxNameException.class);
            } else {
                requireFree(renamed(name, from, to), due);
            }
        }
        if (to.isInbox() || to.isBelow(from)) {
            due.add(InvalidMailboxNameException.class);
        }
    }

    private List<MailboxName> tree(MailboxName top) {
        return mailboxes.keySet().stream()
                .filter(name -> name.equals(top) || name.isBelow(top))
                .toList();
    }

    static boolean isTooDeep(MailboxName name, MailboxName from, MailboxName to) {
        int depth = to.components().size() - from.components().size();
        return name.components().size() + depth > MailLimits.LEVELS_MAX;
    }

    static MailboxName renamed(MailboxName name, MailboxName from, MailboxName to) {
        List<String> components = new ArrayList<>(to.components());
        int depth = from.components().size();
        components.addAll(name.components().subList(depth, name.components().size()));
        return new MailboxName(components);
    }

    private void apply(Call call, Account account) throws IOException {
        switch (call.operation()) {
            case Operation.Deliver o -> deliver(o, (Answer.Delivered) call.answer());
            case Operation.DeliverAll o -> deliverAll(o, (Answer.DeliveredAll) call.answer());
            case Operation.ChangeFlags o ->
                    mailbox(o.mailbox())
                            .change(
                                    call.asked(),
                                    new FlagChange(o.action(), Hands.flags(o.flags())));
            case Operation.Expunge o -> mailbox(o.mailbox()).expunge(call.asked());
            case Operation.Transfer o -> transfer(o, call);
            case Operation.Replace o -> {
                Answer.Replaced told = (Answer.Replaced) call.answer();
                Invariant.I7.require(told.uids().size() == 1, "%s: not one message", call);
                mailbox(o.mailbox()).expunge(call.asked());
                deliver(o.message(), new Answer.Delivered(told.mailbox(), told.uids().first()));
            }
            case Operation.Search o -> search(o, call);
            case Operation.Read o -> read(o, call, (Answer.Content) call.answer());
            case Operation.ClaimRecent o ->
                    mailbox(o.mailbox()).claim(((Answer.Messages) call.answer()).uids());
            case Operation.Create o -> create(o, (Answer.Created) call.answer());
            case Operation.Assign o -> uses.put(Hands.name(o.mailbox()), Hands.uses(o.uses()));
            case Operation.Delete o -> {
                mailboxes.remove(Hands.name(o.mailbox()));
                uses.remove(Hands.name(o.mailbox()));
            }
            case Operation.Rename o -> rename(Hands.name(o.from()), Hands.name(o.to()), account);
            case Operation.Subscribe o -> subscriptions.add(Hands.name(o.mailbox()));
            case Operation.Unsubscribe o -> subscriptions.remove(Hands.name(o.mailbox()));
            case Operation.ListMailboxes _ -> same(call, mailboxes.keySet());
            case Operation.ListSubscriptions _ -> same(call, subscriptions);
            case Operation.ListUses _ -> {
                SortedMap<MailboxName, Set<SpecialUse>> told = ((Answer.Uses) call.answer()).uses();
                Invariant.I5.require(told.equals(uses), "%s instead of %s", call, uses);
            }
            case Operation.Refresh _, Operation.ReopenAccount _ -> {}
            case Operation.ReopenStore _ -> mailboxes.values().forEach(ModelMailbox::restarted);
        }
    }

    private ModelMailbox mailbox(String name) {
        return Objects.requireNonNull(mailboxes.get(Hands.name(name)));
    }

    private void create(Operation.Create o, Answer.Created told) {
        add(Hands.name(o.mailbox()), told.mailbox().snapshot());
        if (!o.uses().isEmpty()) {
            uses.put(Hands.name(o.mailbox()), Hands.uses(o.uses()));
        }
    }

    private void deliver(Operation.Deliver o, Answer.Delivered told) {
        ModelMailbox mailbox = mailbox(o.mailbox());
        Invariant.I3.require(
                told.mailbox().value() == mailbox.uidValidity(), "delivered to %s", told);
        mailbox.add(told.uid().value(), new Kept(Letter.of(o), Hands.flags(o.flags())));
    }

    private void deliverAll(Operation.DeliverAll o, Answer.DeliveredAll told) {
        Invariant.I7.require(
                told.uids().size() == o.messages().size(), "%s delivered as %s", o, told);
        for (int i = 0; i < o.messages().size(); i++) {
            Uid uid = told.uids().select(i + 1);
            deliver(o.messages().get(i), new Answer.Delivered(told.mailbox(), uid));
        }
    }

    private void transfer(Operation.Transfer o, Call call) {
        Copied copied = ((Answer.Transferred) call.answer()).copied();
        ModelMailbox from = mailbox(o.mailbox());
        ModelMailbox to = mailbox(o.target());
        UidSet present = call.asked().and(from.uids());
        Invariant.I7.require(
                copied.source().equals(present) && copied.target().size() == present.size(),
                "%s should have taken %s",
                call,
                present);
        Invariant.I3.require(
                copied.targetUidValidity().value() == to.uidValidity(), "%s: wrong mailbox", call);
        for (long place = 1; place <= present.size(); place++) {
            Kept kept = from.message(present.select(place));
            to.add(copied.target().select(place).value(), kept);
        }
        if (o.move()) {
            from.expunge(present);
        }
    }

    private void search(Operation.Search o, Call call) {
        UidSet due = mailbox(o.mailbox()).bearing(o.flag(), o.not()).and(call.asked());
        UidSet told = ((Answer.Messages) call.answer()).uids();
        Invariant.I5.require(told.equals(due), "%s instead of %s", call, due);
    }

    private void read(Operation.Read o, Call call, Answer.Content told) {
        Letter letter = mailbox(o.mailbox()).message(told.uid()).letter();
        String due = o.header() ? letter.headerHash() : letter.hash();
        Invariant.I1.require(told.hash().equals(due), "%s is not %s", call, letter);
    }

    private void rename(MailboxName from, MailboxName to, Account account) throws IOException {
        if (from.isInbox()) {
            renameInbox(to, account.mailbox(to).snapshot());
            return;
        }
        List<MailboxName> moving = tree(from);
        rename(mailboxes, moving, from, to);
        rename(uses, moving, from, to);
    }

    /// Gives what goes by these names the new ones, as far as there is anything.
    static <V> void rename(
            SortedMap<MailboxName, V> named,
            List<MailboxName> moving,
            MailboxName from,
            MailboxName to) {
        SortedMap<MailboxName, V> moved = new TreeMap<>();
        for (MailboxName name : moving) {
            if (named.containsKey(name)) {
                moved.put(renamed(name, from, to), named.remove(name));
            }
        }
        named.putAll(moved);
    }

    /// INBOX stays, and its messages get new UIDs elsewhere, in the same order.
    private void renameInbox(MailboxName to, Snapshot made) {
        ModelMailbox inbox = mailbox("INBOX");
        List<Kept> moved = inbox.expunge(inbox.uids());
        UidSet uids = made.uids();
        Invariant.I7.require(uids.size() == moved.size(), "%s of %s moved", uids, moved.size());
        Invariant.I10.require(
                made.uidValidity().value() > greatestUidValidity, "%s is not new", to);
        greatestUidValidity = made.uidValidity().value();
        ModelMailbox mailbox = new ModelMailbox(made.uidValidity());
        for (int i = 0; i < moved.size(); i++) {
            mailbox.add(uids.select(i + 1).value(), moved.get(i));
        }
        mailboxes.put(to, mailbox);
    }

    private static void same(Call call, Set<MailboxName> due) {
        SortedSet<MailboxName> told = ((Answer.Names) call.answer()).names();
        Invariant.I5.require(told.equals(due), "%s instead of %s", call, due);
    }

    /// Compares everything, contents too.
    void compare(Account account) throws IOException {
        SortedSet<MailboxName> names = account.mailboxes();
        Invariant.I5.require(
                names.equals(mailboxes.keySet()), "there are %s, not %s", names, mailboxes);
        SortedSet<MailboxName> subscribed = account.subscriptions();
        Invariant.I5.require(
                subscribed.equals(subscriptions), "%s, not %s", subscribed, subscriptions);
        SortedMap<MailboxName, Set<SpecialUse>> assigned = account.specialUses();
        Invariant.I5.require(assigned.equals(uses), "%s, not %s", assigned, uses);
        for (Map.Entry<MailboxName, ModelMailbox> each : mailboxes.entrySet()) {
            each.getValue().compare(account.mailbox(each.getKey()));
            each.getValue().compareContents(account.mailbox(each.getKey()));
        }
    }

    /// The messages with their system flags, by mailbox: what the Maildir alone must tell.
    Map<String, List<String>> essence() {
        Map<String, List<String>> text = new TreeMap<>();
        mailboxes.forEach((name, mailbox) ->
                text.put(
                        name.toString(),
                        mailbox.messages().values().stream()
                                .map(kept -> kept.letter().hash() + kept.flags().system())
                                .sorted()
                                .toList()));
        return text;
    }

    /// The same of an account.
    static Map<String, List<String>> essence(Account account) throws IOException {
        Map<String, List<String>> text = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            List<String> letters = new ArrayList<>();
            Snapshot snapshot = account.mailbox(name).refresh();
            for (Uid uid : snapshot.uids()) {
                String hash = Letter.hash(Hands.bytes(account.mailbox(name), uid, false));
                letters.add(hash + snapshot.flags(uid).system());
            }
            letters.sort(null);
            text.put(name.toString(), letters);
        }
        return text;
    }
}

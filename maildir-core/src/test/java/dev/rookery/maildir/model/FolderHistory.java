// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What concurrent actors did to the tree of mailboxes, and were told of it: linearisable if some
/// order that respects who was answered before whom began explains every answer.
///
/// The search is Wing and Gong's, with the states that led nowhere remembered. What only looks is
/// placed as soon as it agrees: that never spoils an order.
final class FolderHistory {
    /// A UIDVALIDITY that nobody has told yet.
    static final long UNKNOWN = 0;

    private final List<Event> events = new ArrayList<>();
    private final Set<Dead> deadEnds = new HashSet<>();
    private BitSet furthest = new BitSet();

    /// Names with their UIDVALIDITY, names subscribed to, and what mailboxes are for.
    record Tree(
            SortedMap<MailboxName, Long> mailboxes,
            SortedSet<MailboxName> subscriptions,
            SortedMap<MailboxName, Set<SpecialUse>> uses) {
        Tree with(MailboxName name, long uidValidity) {
            SortedMap<MailboxName, Long> more = new TreeMap<>(mailboxes);
            more.put(name, uidValidity);
            return new Tree(more, subscriptions, uses);
        }

        Tree with(MailboxName name, Set<SpecialUse> assigned) {
            SortedMap<MailboxName, Set<SpecialUse>> more = new TreeMap<>(uses);
            more.put(name, assigned);
            return new Tree(mailboxes, subscriptions, more);
        }

        Tree without(MailboxName name) {
            SortedMap<MailboxName, Long> left = new TreeMap<>(mailboxes);
            left.remove(name);
            SortedMap<MailboxName, Set<SpecialUse>> others = new TreeMap<>(uses);
            others.remove(name);
            return new Tree(left, subscriptions, others);
        }

        boolean has(MailboxName name) {
            return mailboxes.containsKey(name);
        }
    }

    /// What an event means, if it can come next.
    @FunctionalInterface
    interface Effect {
        Optional<Tree> on(Tree tree);
    }

    private record Event(long invoked, long answered, boolean looks, Effect effect, String text) {}

    private record Dead(BitSet done, Tree tree) {}

    /// Something that leaves the tree as it is, or tells more of it.
    synchronized void looked(long invoked, long answered, Effect effect, String text) {
        events.add(new Event(invoked, answered, true, effect, text));
    }

    private void changed(Call call, Effect effect) {
        events.add(new Event(call.invoked(), call.answered(), false, effect, call.toString()));
    }

    private void refused(Call call, Effect effect) {
        looked(call.invoked(), call.answered(), effect, call.toString());
    }

    static Optional<Tree> when(boolean possible, Tree next) {
        return possible ? Optional.of(next) : Optional.empty();
    }

    void lookedUp(MailboxName name, Hands.Lookup lookup) {
        Optional<Long> found =
                lookup.mailbox().map(mailbox -> mailbox.snapshot().uidValidity().value());
        looked(
                lookup.invoked(),
                lookup.answered(),
                tree -> {
                    Long there = tree.mailboxes().get(name);
                    if (there == null || found.isEmpty()) {
                        return when(there == null && found.isEmpty(), tree);
                    }
                    return when(
                            there == UNKNOWN || there.equals(found.get()),
                            tree.with(name, found.get()));
                },
                "look up " + name + " -> " + found);
    }

    /// Takes in a call that works on the tree; passes over all others.
    synchronized void add(Call call) {
        boolean done = !(call.answer() instanceof Answer.Refused);
        switch (call.operation()) {
            case Operation.Create o -> create(call, Hands.name(o.mailbox()), o.uses());
            case Operation.Assign o -> {
                MailboxName name = Hands.name(o.mailbox());
                Set<SpecialUse> uses = Hands.uses(o.uses());
                if (done) {
                    changed(call, tree -> when(tree.has(name), tree.with(name, uses)));
                } else {
                    refused(call, tree -> when(!tree.has(name), tree));
                }
            }
            case Operation.Delete o -> {
                MailboxName name = Hands.name(o.mailbox());
                if (done) {
                    changed(call, tree -> when(tree.has(name), tree.without(name)));
                } else {
                    refused(call, tree -> when(name.isInbox() || !tree.has(name), tree));
                }
            }
            case Operation.Rename o -> rename(call, Hands.name(o.from()), Hands.name(o.to()));
            case Operation.Subscribe o -> subscribe(call, Hands.name(o.mailbox()), true);
            case Operation.Unsubscribe o -> subscribe(call, Hands.name(o.mailbox()), false);
            case Operation.ListMailboxes _ -> {
                Set<MailboxName> told = ((Answer.Names) call.answer()).names();
                refused(call, tree -> when(tree.mailboxes().keySet().equals(told), tree));
            }
            case Operation.ListSubscriptions _ -> {
                Set<MailboxName> told = ((Answer.Names) call.answer()).names();
                refused(call, tree -> when(tree.subscriptions().equals(told), tree));
            }
            case Operation.ListUses _ -> {
                SortedMap<MailboxName, Set<SpecialUse>> told = ((Answer.Uses) call.answer()).uses();
                refused(call, tree -> when(tree.uses().equals(told), tree));
            }
            case Operation _ -> {}
        }
    }

    private void create(Call call, MailboxName name, String uses) {
        if (call.answer() instanceof Answer.Created created) {
            long uidValidity = created.mailbox().snapshot().uidValidity().value();
            changed(
                    call,
                    tree -> {
                        Tree made = tree.with(name, uidValidity);
                        return when(
                                !tree.has(name),
                                uses.isEmpty() ? made : made.with(name, Hands.uses(uses)));
                    });
        } else {
            refused(call, tree -> when(tree.has(name), tree));
        }
    }

    private void subscribe(Call call, MailboxName name, boolean on) {
        changed(
                call,
                tree -> {
                    SortedSet<MailboxName> names = new TreeSet<>(tree.subscriptions());
                    boolean different = on ? names.add(name) : names.remove(name);
                    return Optional.of(
                            different ? new Tree(tree.mailboxes(), names, tree.uses()) : tree);
                });
    }

    private void rename(Call call, MailboxName from, MailboxName to) {
        boolean done = !(call.answer() instanceof Answer.Refused);
        if (from.isInbox()) {
            if (done) {
                changed(call, tree -> when(!tree.has(to), tree.with(to, UNKNOWN)));
            } else {
                refused(call, tree -> when(tree.has(to), tree));
            }
            return;
        }
        if (done) {
            changed(
                    call,
                    tree ->
                            canRename(tree, from, to)
                                    ? Optional.of(renamed(tree, from, to))
                                    : Optional.empty());
        } else {
            refused(call, tree -> when(!canRename(tree, from, to), tree));
        }
    }

    private static boolean canRename(Tree tree, MailboxName from, MailboxName to) {
        List<MailboxName> moving = moving(tree, from);
        return !moving.isEmpty()
                && !to.isInbox()
                && !to.isBelow(from)
                && !tree.has(to)
                && moving.stream()
                        .noneMatch(name ->
                                ModelAccount.isTooDeep(name, from, to)
                                        || tree.has(ModelAccount.renamed(name, from, to)));
    }

    private static List<MailboxName> moving(Tree tree, MailboxName from) {
        return tree.mailboxes().keySet().stream()
                .filter(name -> name.equals(from) || name.isBelow(from))
                .toList();
    }

    private static Tree renamed(Tree tree, MailboxName from, MailboxName to) {
        SortedMap<MailboxName, Long> names = new TreeMap<>(tree.mailboxes());
        SortedMap<MailboxName, Set<SpecialUse>> uses = new TreeMap<>(tree.uses());
        List<MailboxName> moving = moving(tree, from);
        ModelAccount.rename(names, moving, from, to);
        ModelAccount.rename(uses, moving, from, to);
        return new Tree(names, tree.subscriptions(), uses);
    }

    /// @throws AssertionError if no order explains the answers
    synchronized void check(Tree before) {
        events.sort(Comparator.comparingLong(Event::invoked));
        deadEnds.clear();
        if (!explains(new BitSet(), before)) {
            List<String> left = new ArrayList<>();
            for (int i = furthest.nextClearBit(0); i < events.size() && left.size() < 12; ) {
                left.add(events.get(i).text());
                i = furthest.nextClearBit(i + 1);
            }
            throw Invariant.I5.broken(
                    "no order explains what was told of the mailboxes; from %s, in doubt:%n%s",
                    before.mailboxes(), String.join(System.lineSeparator(), left));
        }
    }

    private boolean explains(BitSet placed, Tree before) {
        BitSet done = (BitSet) placed.clone();
        Tree tree = before;
        List<Integer> next = next(done);
        for (boolean moved = true; moved; next = next(done)) {
            moved = false;
            for (int i : next) {
                Optional<Tree> after =
                        events.get(i).looks() ? events.get(i).effect().on(tree) : Optional.empty();
                if (after.isPresent()) {
                    tree = after.get();
                    done.set(i);
                    moved = true;
                }
            }
        }
        if (done.cardinality() > furthest.cardinality()) {
            furthest = (BitSet) done.clone();
        }
        return done.cardinality() == events.size() || branches(done, tree, next);
    }

    private boolean branches(BitSet done, Tree tree, List<Integer> next) {
        if (!deadEnds.add(new Dead(done, tree))) {
            return false;
        }
        for (int i : next) {
            Optional<Tree> after =
                    events.get(i).looks() ? Optional.empty() : events.get(i).effect().on(tree);
            if (after.isPresent()) {
                BitSet more = (BitSet) done.clone();
                more.set(i);
                if (explains(more, after.get())) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Those that began before any that is left was answered.
    private List<Integer> next(BitSet done) {
        List<Integer> next = new ArrayList<>();
        long earliest = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0); i < events.size(); i = done.nextClearBit(i + 1)) {
            if (events.get(i).invoked() > earliest) {
                break;
            }
            next.add(i);
            earliest = Math.min(earliest, events.get(i).answered());
        }
        return next;
    }
}

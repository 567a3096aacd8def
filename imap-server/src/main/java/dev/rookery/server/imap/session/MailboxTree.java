// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.session.ImapSettings.Folder;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The mailboxes of an account and what is said of them, by the names clients use, at one moment.
final class MailboxTree {
    private final char separator;
    private final SortedSet<String> there;
    private final SortedSet<String> parents;
    private final SortedSet<String> subscribed;
    private final Map<String, Set<SpecialUse>> uses;

    private MailboxTree(
            char separator,
            SortedSet<String> there,
            SortedSet<String> subscribed,
            Map<String, Set<SpecialUse>> uses) {
        this.separator = separator;
        this.there = there;
        this.subscribed = subscribed;
        this.uses = uses;
        this.parents = parents(there);
    }

    /// @param configured what mailboxes are for of which their owner has not spoken
    static MailboxTree of(Account account, MailboxNames names, List<Folder> configured)
            throws IOException {
        return new MailboxTree(
                names.separator(),
                texts(account.mailboxes(), names),
                texts(account.subscriptions(), names),
                uses(account, names, configured));
    }

    private static SortedSet<String> texts(Collection<MailboxName> mailboxes, MailboxNames names) {
        return mailboxes.stream()
                .filter(names::canSay)
                .map(names::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Set<SpecialUse>> uses(
            Account account, MailboxNames names, List<Folder> configured) throws IOException {
        Map<String, Set<SpecialUse>> uses = new HashMap<>();
        for (Folder folder : configured) {
            Set<SpecialUse> some =
                    uses.computeIfAbsent(
                            names.text(folder.name()), _ -> EnumSet.noneOf(SpecialUse.class));
            folder.use().ifPresent(some::add);
        }
        account.specialUses()
                .forEach((name, assigned) -> {
                    if (names.canSay(name)) {
                        uses.put(names.text(name), assigned);
                    }
                });
        return uses;
    }

    char separator() {
        return separator;
    }

    boolean exists(String name) {
        return there.contains(name);
    }

    boolean hasChildren(String name) {
        return parents.contains(name);
    }

    boolean isSubscribed(String name) {
        return subscribed.contains(name);
    }

    /// What a mailbox is for, if it is there.
    Set<SpecialUse> uses(String name) {
        return exists(name) ? uses.getOrDefault(name, Set.of()) : Set.of();
    }

    /// Mailboxes and the names above them.
    SortedSet<String> names() {
        return union(there, parents);
    }

    /// The same with subscribed names and those above them, whether or not they are there.
    SortedSet<String> namesAndSubscriptions() {
        return union(names(), union(subscribed, parents(subscribed)));
    }

    SortedSet<String> subscriptions() {
        return subscribed;
    }

    private static SortedSet<String> union(SortedSet<String> some, SortedSet<String> others) {
        SortedSet<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    /// All names above others, whether or not such mailboxes are there.
    SortedSet<String> parents(Collection<String> names) {
        SortedSet<String> above = new TreeSet<>();
        for (String name : names) {
            for (int at = name.lastIndexOf(separator);
                    at > 0;
                    at = name.lastIndexOf(separator, at - 1)) {
                above.add(name.substring(0, at));
            }
        }
        return above;
    }
}

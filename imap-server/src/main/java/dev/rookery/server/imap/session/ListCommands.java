// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.session.ImapSettings.Folder;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// LIST and LSUB: RFC 3501 §6.3.8, §6.3.9; children by RFC 3348, uses by RFC 6154.
final class ListCommands {
    private final ImapSettings settings;
    private final MailboxNames names;

    ListCommands(ImapSettings settings, MailboxNames names) {
        this.settings = settings;
        this.names = names;
    }

    Outcome list(Command.ListMailboxes command, SignedIn user, Responses out) throws IOException {
        if (command.pattern().isEmpty()) {
            root("LIST", out);
            return Outcome.ok("That is the separator.");
        }
        Set<String> there = texts(user.account().mailboxes());
        Set<String> parents = parents(there);
        Map<String, Set<SpecialUse>> uses = uses(user.account());
        SortedMap<String, String> lines = new TreeMap<>();
        for (String name : there) {
            String attributes = attributes(uses.getOrDefault(name, Set.of()));
            lines.put(name, children(parents.contains(name)) + attributes);
        }
        for (String parent : parents) {
            lines.putIfAbsent(parent, "\\Noselect " + children(true));
        }
        write("LIST", pattern(command.reference(), command.pattern()), lines, out);
        return Outcome.ok("These are the mailboxes.");
    }

    /// With `%`, a subscribed name too deep for the pattern shows as its parent, `\Noselect`.
    Outcome lsub(Command.Lsub command, SignedIn user, Responses out) throws IOException {
        if (command.pattern().isEmpty()) {
            root("LSUB", out);
            return Outcome.ok("That is the separator.");
        }
        Set<String> subscribed = texts(user.account().subscriptions());
        MailboxPattern pattern = pattern(command.reference(), command.pattern());
        SortedMap<String, String> lines = new TreeMap<>();
        subscribed.forEach(name -> lines.put(name, ""));
        if (pattern.matchesOneLevel()) {
            parents(subscribed).forEach(parent -> lines.putIfAbsent(parent, "\\Noselect"));
        }
        write("LSUB", pattern, lines, out);
        return Outcome.ok("These are the subscriptions.");
    }

    private MailboxPattern pattern(String reference, String pattern) {
        return new MailboxPattern(reference + pattern, names.separator());
    }

    private void root(String response, Responses out) throws IOException {
        out.untagged(line -> line.raw(response + " (\\Noselect) " + separator() + " \"\""));
    }

    private void write(
            String response, MailboxPattern pattern, SortedMap<String, String> lines, Responses out)
            throws IOException {
        for (Map.Entry<String, String> each : lines.entrySet()) {
            String name = each.getKey();
            if (pattern.matches(name)) {
                String head = response + " (" + each.getValue() + ") " + separator() + " ";
                out.untagged(line -> line.raw(head).mailbox(name));
            }
        }
    }

    private String separator() {
        return "\"" + names.separator() + "\"";
    }

    private Set<String> texts(Collection<MailboxName> mailboxes) {
        return mailboxes.stream()
                .filter(names::canSay)
                .map(names::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /// All names above others, whether or not such mailboxes are there.
    private Set<String> parents(Collection<String> texts) {
        Set<String> parents = new TreeSet<>();
        for (String text : texts) {
            for (int at = text.lastIndexOf(names.separator());
                    at > 0;
                    at = text.lastIndexOf(names.separator(), at - 1)) {
                parents.add(text.substring(0, at));
            }
        }
        return parents;
    }

    private static String children(boolean any) {
        return any ? "\\HasChildren" : "\\HasNoChildren";
    }

    /// What mailboxes are for, by their names: as their owner says, and of what nobody has spoken,
    /// as configured.
    private Map<String, Set<SpecialUse>> uses(Account account) throws IOException {
        Map<String, Set<SpecialUse>> uses = new HashMap<>();
        for (Folder folder : settings.folders()) {
            Set<SpecialUse> configured =
                    uses.computeIfAbsent(
                            names.text(folder.name()), _ -> EnumSet.noneOf(SpecialUse.class));
            folder.use().ifPresent(configured::add);
        }
        account.specialUses()
                .forEach((name, assigned) -> {
                    if (names.canSay(name)) {
                        uses.put(names.text(name), assigned);
                    }
                });
        return uses;
    }

    private static String attributes(Set<SpecialUse> uses) {
        return uses.stream()
                .sorted()
                .map(use -> " " + use.imapName())
                .collect(Collectors.joining());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountChange;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.Command.MetadataDepth;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// GETMETADATA and SETMETADATA: RFC 5464; what a mailbox is for is one of its entries (RFC 6154
/// §4).
///
/// Shared entries of the server would be all users' at once: they are the admin's.
final class MetadataCommands {
    static final String SPECIAL_USE = "/private/specialuse";

    private MetadataCommands() {}

    static Outcome get(
            Command.GetMetadata command, SignedIn user, ImapSettings settings, Responses out)
            throws IOException {
        Found found = new Found(all(command.mailbox(), user, settings), command);
        if (!found.told.isEmpty()) {
            String name =
                    command.mailbox().isEmpty()
                            ? ""
                            : user.names().text(user.name(command.mailbox()));
            tell(name, found.told, out);
        }
        return new Outcome.Done(
                found.longest == 0
                        ? Status.ok("That is the metadata.")
                        : Status.ok("METADATA LONGENTRIES " + found.longest, "Some are longer."));
    }

    private static void tell(
            String mailbox, Map<String, Optional<AnnotationValue>> values, Responses out)
            throws IOException {
        out.untagged(line -> {
            line.raw("METADATA ").mailbox(mailbox).raw(" (");
            String space = "";
            for (Map.Entry<String, Optional<AnnotationValue>> each : values.entrySet()) {
                line.raw(space).string(each.getKey()).raw(" ");
                if (each.getValue().isPresent()) {
                    line.bytes(each.getValue().get().bytes());
                } else {
                    line.raw("NIL");
                }
                space = " ";
            }
            line.raw(")");
        });
    }

    private static SortedMap<String, AnnotationValue> all(
            String mailbox, SignedIn user, ImapSettings settings) throws IOException {
        Account account = user.account();
        if (mailbox.isEmpty()) {
            return account.annotations();
        }
        MailboxName name = user.name(mailbox);
        SortedMap<String, AnnotationValue> all = new TreeMap<>(account.annotations(name));
        String uses =
                MailboxTree.of(account, user.names(), settings.folders())
                        .uses(user.names().text(name))
                        .stream()
                        .sorted()
                        .map(SpecialUse::imapName)
                        .collect(Collectors.joining(" "));
        if (!uses.isEmpty()) {
            all.put(SPECIAL_USE, new AnnotationValue(uses.getBytes(StandardCharsets.US_ASCII)));
        }
        return all;
    }

    /// What of all entries is to be told, in the order asked for.
    private static final class Found {
        private final SortedMap<String, AnnotationValue> all;
        private final Command.GetMetadata command;
        private final Map<String, Optional<AnnotationValue>> told = new LinkedHashMap<>();
        private int longest;

        Found(SortedMap<String, AnnotationValue> all, Command.GetMetadata command) {
            this.all = all;
            this.command = command;
            for (String entry : command.entries()) {
                look(entry);
            }
        }

        private void look(String entry) {
            if (all.containsKey(entry) || command.depth() == MetadataDepth.ZERO) {
                add(entry);
            }
            if (command.depth() != MetadataDepth.ZERO) {
                all.subMap(entry + "/", entry + (char) ('/' + 1)).keySet().stream()
                        .filter(below -> isWithinDepth(entry, below))
                        .forEach(this::add);
            }
        }

        private boolean isWithinDepth(String entry, String below) {
            return command.depth() == MetadataDepth.INFINITY
                    || below.indexOf('/', entry.length() + 1) < 0;
        }

        private void add(String entry) {
            Optional<AnnotationValue> value = Optional.ofNullable(all.get(entry));
            int size = value.map(AnnotationValue::sizeBytes).orElse(0);
            if (size > command.valueBytesMax().orElse(Long.MAX_VALUE)) {
                longest = Math.max(longest, size);
            } else {
                told.put(entry, value);
            }
        }
    }

    static Outcome set(Command.SetMetadata command, SignedIn user) throws IOException {
        Map<String, Optional<AnnotationValue>> values = new LinkedHashMap<>(command.values());
        Account account = user.account();
        try {
            if (command.mailbox().isEmpty()) {
                requirePrivate(values.keySet());
                account.annotate(values);
                own(Optional.empty(), values.keySet(), user);
                return Outcome.ok("Set.");
            }
            MailboxName name = user.name(command.mailbox());
            requireThere(name, account);
            if (values.containsKey(SPECIAL_USE)) {
                Set<SpecialUse> uses = uses(values.remove(SPECIAL_USE));
                account.annotate(name, values, uses);
                user.own().add(new AccountChange.Assigned(name));
            } else {
                account.annotate(name, values);
            }
            own(Optional.of(name), values.keySet(), user);
            return Outcome.ok("Set.");
        } catch (LimitException tooMany) {
            throw Refusal.no("METADATA TOOMANY", "There is no room for so much metadata.");
        }
    }

    private static void own(Optional<MailboxName> mailbox, Set<String> entries, SignedIn user) {
        entries.forEach(entry -> user.own().add(new AccountChange.Annotated(mailbox, entry)));
    }

    private static void requireThere(MailboxName name, Account account) throws IOException {
        if (!account.mailboxes().contains(name)) {
            throw new NoSuchMailboxException(name);
        }
    }

    private static void requirePrivate(Set<String> entries) {
        if (entries.stream().anyMatch(entry -> entry.startsWith("/shared/"))) {
            throw Refusal.no("NOPERM", "What the server says to all is the admin's.");
        }
    }

    private static Set<SpecialUse> uses(Optional<AnnotationValue> value) {
        Set<SpecialUse> uses = EnumSet.noneOf(SpecialUse.class);
        String text =
                value.map(some -> new String(some.bytes(), StandardCharsets.ISO_8859_1)).orElse("");
        for (String word : text.strip().split(" +", 0)) {
            if (!word.isEmpty()) {
                uses.add(FolderCommands.use(word));
            }
        }
        return uses;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.ListOptions;
import dev.rookery.server.imap.command.ListOptions.Returning;
import dev.rookery.server.imap.command.ListOptions.Selecting;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Data;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// LIST and LSUB: RFC 3501 §6.3.8, §6.3.9, RFC 5258; children by RFC 3348, uses by RFC 6154, status
/// by RFC 5819.
final class ListCommands {
    private final ImapSettings settings;
    private final MailboxNames names;
    private final StatusCommand status;
    private final Failures failures;

    ListCommands(
            ImapSettings settings, MailboxNames names, StatusCommand status, Failures failures) {
        this.settings = settings;
        this.names = names;
        this.status = status;
        this.failures = failures;
    }

    Outcome list(Command.ListMailboxes command, SignedIn user, Responses out) throws IOException {
        ListOptions options = command.options();
        if (!options.extended() && command.patterns().equals(List.of(""))) {
            root("LIST", out);
            return Outcome.ok("That is the separator.");
        }
        Listing listing = new Listing(tree(user), options, patterns(command, user));
        for (String name : listing.names()) {
            if (listing.shows(name)) {
                write(name, listing, user, out);
            }
        }
        return Outcome.ok("These are the mailboxes.");
    }

    /// All mailboxes of the user, as they are now.
    MailboxTree tree(SignedIn user) throws IOException {
        return MailboxTree.of(user.account(), names, settings.folders());
    }

    /// The one mailbox that was given as `text`; how it was written, if it is written otherwise
    /// (RFC 9051 §6.3.9.7).
    void tell(String text, SignedIn user, Responses out) throws IOException {
        MailboxName mailbox = user.name(text);
        String old = user.isSpelledOtherwise(mailbox, text) ? text : "";
        attempt(() -> tell(names.text(mailbox), old, ListOptions.EXTENDED, tree(user), out));
    }

    /// What a command made of a name that the client wrote otherwise, if it did.
    void tellIfRespelled(MailboxName now, String written, SignedIn user, Responses out)
            throws IOException {
        if (user.isSpelledOtherwise(now, written)) {
            tellRespelled(now, written, user, out);
        }
    }

    /// @param old how the client knows the mailbox
    void tellRespelled(MailboxName now, String old, SignedIn user, Responses out)
            throws IOException {
        String known = names.withoutMark(old);
        attempt(() -> tell(names.text(now), known, ListOptions.EXTENDED, tree(user), out));
    }

    /// What was done is done, whether or not we can tell of it.
    private void attempt(Failures.Errand telling) throws ConnectionBrokenException {
        failures.attempt("telling a name", telling);
    }

    /// The same of a mailbox that may be gone, or has another name now.
    void tell(MailboxName mailbox, Optional<MailboxName> old, MailboxTree tree, Responses out)
            throws IOException {
        String oldName = old.map(names::text).orElse("");
        tell(names.text(mailbox), oldName, ListOptions.EXTENDED, tree, out);
    }

    /// The same, and whether it is subscribed.
    void tellSubscription(MailboxName mailbox, MailboxTree tree, Responses out) throws IOException {
        tell(names.text(mailbox), "", ListOptions.SUBSCRIPTION, tree, out);
    }

    private void tell(
            String name, String oldName, ListOptions options, MailboxTree tree, Responses out)
            throws IOException {
        Listing listing = new Listing(tree, options, List.of());
        String head = "LIST (" + listing.attributes(name) + ") " + separator() + " ";
        out.untagged(line -> {
            line.raw(head).mailbox(name);
            if (!oldName.isEmpty()) {
                line.raw(" (\"OLDNAME\" (").mailbox(oldName).raw("))");
            }
        });
    }

    /// The status is asked for first: of a mailbox that is gone by now there is nothing to say (RFC
    /// 5819 §2).
    private void write(String name, Listing listing, SignedIn user, Responses out)
            throws IOException {
        Optional<Data> numbers = Optional.empty();
        if (listing.hasStatus(name)) {
            numbers = status(name, listing, user);
            if (numbers.isEmpty()) {
                return;
            }
        }
        String head = "LIST (" + listing.attributes(name) + ") " + separator() + " ";
        String tail = listing.tellsOfChildren(name) ? " (\"CHILDINFO\" (\"SUBSCRIBED\"))" : "";
        out.untagged(line -> line.raw(head).mailbox(name).raw(tail));
        if (numbers.isPresent()) {
            out.untagged(numbers.get());
        }
    }

    private Optional<Data> status(String name, Listing listing, SignedIn user) throws IOException {
        try {
            return Optional.of(status.response(names.parse(name), listing.options.status(), user));
        } catch (NoSuchMailboxException deleted) {
            return Optional.empty();
        }
    }

    /// With `%`, a subscribed name too deep for the pattern shows as its parent, `\Noselect`.
    Outcome lsub(Command.Lsub command, SignedIn user, Responses out) throws IOException {
        if (command.pattern().isEmpty()) {
            root("LSUB", out);
            return Outcome.ok("That is the separator.");
        }
        MailboxTree tree = MailboxTree.of(user.account(), names, List.of());
        SortedSet<String> subscribed = tree.subscriptions();
        MailboxPattern pattern = pattern(command.reference() + command.pattern());
        SortedSet<String> all = new TreeSet<>(subscribed);
        if (pattern.matchesOneLevel()) {
            all.addAll(tree.parents(subscribed));
        }
        for (String name : all) {
            if (pattern.matches(name)) {
                String attributes = subscribed.contains(name) ? "" : "\\Noselect";
                String head = "LSUB (" + attributes + ") " + separator() + " ";
                out.untagged(line -> line.raw(head).mailbox(name));
            }
        }
        return Outcome.ok("These are the subscriptions.");
    }

    private List<MailboxPattern> patterns(Command.ListMailboxes command, SignedIn user) {
        return command.patterns().stream()
                .filter(Predicate.not(String::isEmpty))
                .map(each -> pattern(user.normal(command.reference() + each)))
                .toList();
    }

    private MailboxPattern pattern(String pattern) {
        return new MailboxPattern(pattern, names.separator());
    }

    private void root(String response, Responses out) throws IOException {
        out.untagged(line -> line.raw(response + " (\\Noselect) " + separator() + " \"\""));
    }

    private String separator() {
        return "\"" + names.separator() + "\"";
    }

    /// What one LIST command is to show.
    private static final class Listing {
        private final MailboxTree tree;
        private final ListOptions options;
        private final List<MailboxPattern> patterns;

        /// All names that meet the criteria, whatever the patterns.
        private final SortedSet<String> meeting;

        Listing(MailboxTree tree, ListOptions options, List<MailboxPattern> patterns) {
            this.tree = tree;
            this.options = options;
            this.patterns = patterns;
            this.meeting =
                    names().stream()
                            .filter(this::meets)
                            .collect(Collectors.toCollection(TreeSet::new));
        }

        SortedSet<String> names() {
            return selects(Selecting.SUBSCRIBED) ? tree.namesAndSubscriptions() : tree.names();
        }

        private boolean selects(Selecting option) {
            return options.selecting().contains(option);
        }

        boolean meets(String name) {
            boolean subscribed = !selects(Selecting.SUBSCRIBED) || tree.isSubscribed(name);
            boolean used = !selects(Selecting.SPECIAL_USE) || !tree.uses(name).isEmpty();
            return subscribed && used;
        }

        /// RFC 5258 §3.3: those that meet the criteria, and those above others that do and are not
        /// shown themselves.
        boolean shows(String name) {
            if (!matches(name)) {
                return false;
            }
            return meets(name)
                    || (selects(Selecting.RECURSIVEMATCH)
                            && below(name).stream().anyMatch(each -> !matches(each)));
        }

        private boolean matches(String name) {
            return patterns.stream().anyMatch(pattern -> pattern.matches(name));
        }

        private SortedSet<String> below(String name) {
            char separator = tree.separator();
            return meeting.subSet(name + separator, name + (char) (separator + 1));
        }

        /// Whether its status is told: that of what can be selected.
        boolean hasStatus(String name) {
            return !options.status().isEmpty() && meets(name) && tree.exists(name);
        }

        /// CHILDINFO: RFC 5258 §3.5.
        boolean tellsOfChildren(String name) {
            return selects(Selecting.RECURSIVEMATCH) && !below(name).isEmpty();
        }

        String attributes(String name) {
            List<String> attributes = new ArrayList<>();
            boolean exists = tree.exists(name);
            if (!exists) {
                attributes.add(options.extended() ? "\\NonExistent" : "\\Noselect");
            }
            if (tree.hasChildren(name)) {
                attributes.add("\\HasChildren");
            } else if (exists || options.returning().contains(Returning.CHILDREN)) {
                attributes.add("\\HasNoChildren");
            }
            Set<SpecialUse> uses = tree.uses(name);
            uses.stream().sorted().map(SpecialUse::imapName).forEach(attributes::add);
            boolean tellsSubscribed =
                    selects(Selecting.SUBSCRIBED)
                            || options.returning().contains(Returning.SUBSCRIBED);
            if (tellsSubscribed && tree.isSubscribed(name)) {
                attributes.add("\\Subscribed");
            }
            return String.join(" ", attributes);
        }
    }
}

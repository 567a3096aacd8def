// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.command.ListOptions.Returning;
import dev.rookery.server.imap.command.ListOptions.Selecting;
import dev.rookery.server.imap.wire.SyntaxException;
import dev.rookery.server.limits.ServerLimits;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The arguments of LIST, of RFC 3501 and of RFC 5258 §6.
final class ListParser {
    private final Arguments in;
    private final StatusItemsParser statusItems;
    private final Set<Selecting> selecting = EnumSet.noneOf(Selecting.class);
    private final Set<Returning> returning = EnumSet.noneOf(Returning.class);
    private List<StatusItem> status = List.of();
    private boolean extended;

    ListParser(Arguments in) {
        this.in = in;
        this.statusItems = new StatusItemsParser(in);
    }

    Command list(Tag tag) {
        if (in.space().sees('(')) {
            selectionOptions();
            in.space();
        }
        String reference = in.mailbox();
        List<String> patterns = in.space().sees('(') ? patterns() : List.of(in.mailboxPattern());
        if (!in.seesNoMoreWords()) {
            returnOptions();
        }
        ListOptions options = new ListOptions(extended, selecting, returning, status);
        return new Command.ListMailboxes(tag, reference, patterns, options);
    }

    private void selectionOptions() {
        extended = true;
        int start = in.position();
        in.optionalList("a list of selection options", () -> selecting.add(selectionOption()));
        if (selecting.contains(Selecting.RECURSIVEMATCH)
                && !selecting.contains(Selecting.SUBSCRIBED)) {
            in.backTo(start);
            throw new SyntaxException("", "RECURSIVEMATCH comes with SUBSCRIBED only");
        }
    }

    private Selecting selectionOption() {
        int start = in.position();
        return switch (in.keyword("a selection option")) {
            case "SUBSCRIBED" -> Selecting.SUBSCRIBED;
            case "REMOTE" -> Selecting.REMOTE;
            case "RECURSIVEMATCH" -> Selecting.RECURSIVEMATCH;
            case "SPECIAL-USE" -> Selecting.SPECIAL_USE;
            case String _ -> throw in.unknown(start, "a selection option");
        };
    }

    private List<String> patterns() {
        extended = true;
        List<String> patterns = in.list("a list of patterns", in::mailboxPattern);
        if (patterns.size() > ServerLimits.PATTERNS_MAX) {
            throw new SyntaxException(
                    "LIMIT", "LIST has at most " + ServerLimits.PATTERNS_MAX + " patterns");
        }
        if (patterns.stream().mapToInt(String::length).sum() > ServerLimits.PATTERN_CHARS_MAX) {
            throw new SyntaxException(
                    "LIMIT",
                    "LIST has patterns of at most "
                            + ServerLimits.PATTERN_CHARS_MAX
                            + " characters");
        }
        return patterns;
    }

    private void returnOptions() {
        extended = true;
        int start = in.space().position();
        if (!in.keyword("RETURN").equals("RETURN")) {
            throw in.unknown(start, "RETURN");
        }
        in.space().optionalList("a list of return options", this::returnOption);
    }

    private void returnOption() {
        int start = in.position();
        switch (in.keyword("a return option")) {
            case "SUBSCRIBED" -> returning.add(Returning.SUBSCRIBED);
            case "CHILDREN" -> returning.add(Returning.CHILDREN);
            case "SPECIAL-USE" -> returning.add(Returning.SPECIAL_USE);
            case "STATUS" -> status = statusItems.list();
            case String _ -> throw in.unknown(start, "a return option");
        }
    }
}

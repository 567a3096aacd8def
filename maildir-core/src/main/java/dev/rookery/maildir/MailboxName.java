// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.ArrayList;
import java.util.List;

/// Name of a mailbox: its path from the root, a component for each level, in Unicode.
///
/// INBOX is the first component in any case and is kept in upper case (RFC 9051 §5.1). Which
/// separator a client sees is the server's choice; here there is none.
public record MailboxName(List<String> components) implements Comparable<MailboxName> {
    public static final MailboxName INBOX = new MailboxName(List.of("INBOX"));

    /// @throws InvalidMailboxNameException if a component is empty, or there are none or too many
    public MailboxName {
        if (components.isEmpty()) {
            throw new InvalidMailboxNameException("a mailbox name is not empty");
        }
        if (components.size() > MailLimits.LEVELS_MAX) {
            throw new InvalidMailboxNameException(
                    "a mailbox name has at most " + MailLimits.LEVELS_MAX + " levels");
        }
        List<String> checked = new ArrayList<>(components.size());
        for (String component : components) {
            checked.add(requireComponent(component));
        }
        if (checked.getFirst().equalsIgnoreCase("INBOX")) {
            checked.set(0, "INBOX");
        }
        components = List.copyOf(checked);
    }

    /// Cuts `name` at each `separator`.
    ///
    /// @throws InvalidMailboxNameException if that leaves an empty component
    public static MailboxName parse(String name, char separator) {
        List<String> components = new ArrayList<>();
        int from = 0;
        for (int at = name.indexOf(separator); at >= 0; at = name.indexOf(separator, from)) {
            components.add(name.substring(from, at));
            from = at + 1;
        }
        components.add(name.substring(from));
        return new MailboxName(components);
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    /// Whether this mailbox lies below `ancestor`, at any depth.
    public boolean isBelow(MailboxName ancestor) {
        int depth = ancestor.components.size();
        return components.size() > depth
                && components.subList(0, depth).equals(ancestor.components);
    }

    /// The name as it reads with `separator` between its levels.
    public String join(char separator) {
        return String.join(String.valueOf(separator), components);
    }

    @Override
    public int compareTo(MailboxName other) {
        int shared = Math.min(components.size(), other.components.size());
        for (int i = 0; i < shared; i++) {
            int order = components.get(i).compareTo(other.components.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(components.size(), other.components.size());
    }

    @Override
    public String toString() {
        return join('/');
    }

    private static String requireComponent(String component) {
        if (component.isEmpty()) {
            throw new InvalidMailboxNameException("a level of a mailbox name is not empty");
        }
        if (component.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new InvalidMailboxNameException("a mailbox name has no control characters");
        }
        if (component.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
            throw new InvalidMailboxNameException("a mailbox name has no half surrogate pairs");
        }
        return component;
    }
}

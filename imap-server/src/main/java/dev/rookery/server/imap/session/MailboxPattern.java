// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

/// A pattern of LIST: `*` stands for anything, `%` for anything but the separator. RFC 3501 §6.3.8.
///
/// Matching costs pattern length times name length at worst, whatever the pattern.
final class MailboxPattern {
    private final String pattern;
    private final char separator;
    private final int literals;

    MailboxPattern(String pattern, char separator) {
        this.pattern = collapse(pattern);
        this.separator = separator;
        this.literals = (int) this.pattern.chars().filter(c -> !isWildcard((char) c)).count();
    }

    boolean matchesOneLevel() {
        return pattern.indexOf('%') >= 0;
    }

    boolean matches(String name) {
        if (literals > name.length()) {
            return false;
        }
        boolean inbox = isAtOrBelowInbox(name);
        boolean[] reached = new boolean[pattern.length() + 1];
        reached[0] = true;
        skipWildcards(reached);
        for (int i = 0; i < name.length(); i++) {
            reached = step(reached, name.charAt(i), inbox && i < "INBOX".length());
        }
        return reached[pattern.length()];
    }

    /// From the places in the pattern that can be reached before `c` to those after it.
    private boolean[] step(boolean[] before, char c, boolean anyCase) {
        boolean[] after = new boolean[before.length];
        for (int place = 0; place < pattern.length(); place++) {
            if (!before[place]) {
                continue;
            }
            char wanted = pattern.charAt(place);
            if (wanted == '*' || (wanted == '%' && c != separator)) {
                after[place] = true;
            } else if (!isWildcard(wanted) && same(wanted, c, anyCase)) {
                after[place + 1] = true;
            }
        }
        skipWildcards(after);
        return after;
    }

    /// A wildcard may stand for nothing.
    private void skipWildcards(boolean[] reached) {
        for (int place = 0; place < pattern.length(); place++) {
            if (reached[place] && isWildcard(pattern.charAt(place))) {
                reached[place + 1] = true;
            }
        }
    }

    private boolean isAtOrBelowInbox(String name) {
        return name.startsWith("INBOX")
                && (name.length() == "INBOX".length()
                        || name.charAt("INBOX".length()) == separator);
    }

    private static boolean same(char a, char b, boolean anyCase) {
        return a == b || (anyCase && Character.toUpperCase(a) == b);
    }

    private static boolean isWildcard(char c) {
        return c == '*' || c == '%';
    }

    /// A run of wildcards means no more than its strongest.
    private static String collapse(String pattern) {
        StringBuilder collapsed = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int last = collapsed.length() - 1;
            if (!isWildcard(c) || last < 0 || !isWildcard(collapsed.charAt(last))) {
                collapsed.append(c);
            } else if (c == '*') {
                collapsed.setCharAt(last, '*');
            }
        }
        return collapsed.toString();
    }
}

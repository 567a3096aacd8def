// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;

/// Turns the names clients use into those of the store and back: separator and namespace prefix.
///
/// INBOX has no prefix and is written in any case (RFC 3501 §5.1).
record MailboxNames(char separator, String prefix) {
    /// @throws InvalidMailboxNameException if no mailbox can have this name
    MailboxName parse(String text) {
        if (text.equalsIgnoreCase("INBOX")) {
            return MailboxName.INBOX;
        }
        if (!hasPrefix(text)) {
            throw new InvalidMailboxNameException("mailbox names begin with " + prefix);
        }
        return MailboxName.parse(text.substring(prefix.length()), separator);
    }

    /// As [#parse], where a separator at the end only says what the name is for (RFC 3501 §6.3.3).
    MailboxName parseNew(String text) {
        String name = withoutMark(text);
        if (name.codePoints().anyMatch(MailboxNames::isRefused)) {
            throw new InvalidMailboxNameException("mailbox names have no such characters");
        }
        return parse(name);
    }

    /// A name without the separator at its end, if it has one.
    String withoutMark(String text) {
        boolean marked = text.length() > 1 && text.charAt(text.length() - 1) == separator;
        return marked ? text.substring(0, text.length() - 1) : text;
    }

    /// RFC 6855 §3, RFC 5198 §2: control characters and those that end lines.
    private static boolean isRefused(int c) {
        return (c >= 0x80 && c <= 0x9F) || c == 0x2028 || c == 0x2029;
    }

    String text(MailboxName name) {
        return name.isInbox() ? "INBOX" : prefix + name.join(separator);
    }

    /// Whether clients can name this mailbox at all: no level of it holds the separator.
    boolean canSay(MailboxName name) {
        return name.components().stream().allMatch(level -> level.indexOf(separator) < 0);
    }

    private boolean hasPrefix(String text) {
        return text.regionMatches(
                prefix.regionMatches(true, 0, "INBOX", 0, 5), 0, prefix, 0, prefix.length());
    }
}

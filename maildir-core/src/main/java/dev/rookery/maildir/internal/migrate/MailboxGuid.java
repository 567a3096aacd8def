// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import java.util.Locale;
import java.util.Optional;

/// Dovecot's identifier of a mailbox: 32 hexadecimal digits in lower case.
public record MailboxGuid(String hex) {
    private static final int DIGITS = 32;

    public MailboxGuid {
        if (hex.length() != DIGITS || !hex.chars().allMatch(MailboxGuid::isDigit)) {
            throw new IllegalArgumentException("not 32 hexadecimal digits: " + hex);
        }
    }

    /// Empty if the text is no such identifier; upper case is read as well.
    static Optional<MailboxGuid> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.length() == DIGITS && lower.chars().allMatch(MailboxGuid::isDigit)
                ? Optional.of(new MailboxGuid(lower))
                : Optional.empty();
    }

    private static boolean isDigit(int c) {
        return "0123456789abcdef".indexOf(c) >= 0;
    }

    @Override
    public String toString() {
        return hex;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Locale;
import java.util.Optional;

/// What a mailbox is for, so that clients need not guess by its name: RFC 6154 §2, and [#IMPORTANT]
/// of RFC 8457 §3. A hint for clients; the store itself puts no message anywhere by it.
public enum SpecialUse {
    ALL("\\All"),
    ARCHIVE("\\Archive"),
    DRAFTS("\\Drafts"),
    FLAGGED("\\Flagged"),
    IMPORTANT("\\Important"),
    JUNK("\\Junk"),
    SENT("\\Sent"),
    TRASH("\\Trash");

    private final String imapName;

    SpecialUse(String imapName) {
        this.imapName = imapName;
    }

    /// The attribute as LIST shows it, such as `\Sent`.
    public String imapName() {
        return imapName;
    }

    /// Looks a use up by its attribute, in any case.
    public static Optional<SpecialUse> ofImapName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (SpecialUse use : values()) {
            if (use.imapName.toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }
}

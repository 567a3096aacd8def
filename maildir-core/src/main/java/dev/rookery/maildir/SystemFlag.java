// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.Locale;
import java.util.Optional;

/// The five system flags a client may set (RFC 9051 §2.3.2), with their letters in Maildir file
/// names.
public enum SystemFlag {
    ANSWERED("\\Answered", 'R'),
    DELETED("\\Deleted", 'T'),
    DRAFT("\\Draft", 'D'),
    FLAGGED("\\Flagged", 'F'),
    SEEN("\\Seen", 'S');

    private final String imapName;
    private final char letter;

    SystemFlag(String imapName, char letter) {
        this.imapName = imapName;
        this.letter = letter;
    }

    /// The flag as IMAP writes it, such as `\Seen`.
    public String imapName() {
        return imapName;
    }

    /// The flag as a Maildir file name carries it, such as `S`.
    public char letter() {
        return letter;
    }

    /// Looks a flag up by its IMAP name, in any case.
    public static Optional<SystemFlag> ofImapName(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "\\answered" -> Optional.of(ANSWERED);
            case "\\deleted" -> Optional.of(DELETED);
            case "\\draft" -> Optional.of(DRAFT);
            case "\\flagged" -> Optional.of(FLAGGED);
            case "\\seen" -> Optional.of(SEEN);
            default -> Optional.empty();
        };
    }

    /// Looks a flag up by its letter in a file name.
    public static Optional<SystemFlag> ofLetter(char letter) {
        for (SystemFlag flag : values()) {
            if (flag.letter == letter) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}

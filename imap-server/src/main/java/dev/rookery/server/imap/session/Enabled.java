// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What the client has switched on, and how it has to be spoken to since. RFC 5161.
final class Enabled {
    private final Set<Extension> extensions = EnumSet.noneOf(Extension.class);
    private Wish wish = Wish.USUAL;

    /// What changes answers that nobody asked for.
    enum Extension {
        CONDSTORE("CONDSTORE"),
        QRESYNC("QRESYNC"),
        UTF8_ACCEPT("UTF8=ACCEPT"),
        IMAP4REV2("IMAP4rev2"),
        UIDONLY("UIDONLY");

        private final String imapName;

        Extension(String imapName) {
            this.imapName = imapName;
        }

        String imapName() {
            return imapName;
        }

        static Optional<Extension> ofImapName(String name) {
            return Arrays.stream(values())
                    .filter(each -> each.imapName.equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    boolean has(Extension extension) {
        return extensions.contains(extension);
    }

    /// Answers whether it is new.
    boolean add(Extension extension) {
        if (extension == Extension.QRESYNC) {
            extensions.add(Extension.CONDSTORE);
        }
        return extensions.add(extension);
    }

    void clear() {
        extensions.clear();
        wish = Wish.USUAL;
    }

    /// What it wants to hear of the selected mailbox.
    Wish wish() {
        return wish;
    }

    void wish(Wish newWish) {
        wish = newWish;
    }

    /// Whether each FETCH response that nobody asked for has a UID and a mod-sequence (RFC 7162
    /// §3.2.4).
    boolean tellsModSeqs() {
        return has(Extension.CONDSTORE);
    }

    /// Whether VANISHED takes the place of EXPUNGE (RFC 7162 §3.2.10, RFC 9586 §3).
    boolean saysVanished() {
        return has(Extension.QRESYNC) || has(Extension.UIDONLY);
    }

    /// Whether there are no sequence numbers (RFC 9586).
    boolean uidOnly() {
        return has(Extension.UIDONLY);
    }

    /// Whether `\Recent` means anything to the client (RFC 9051, appendix E).
    boolean knowsRecent() {
        return !has(Extension.IMAP4REV2);
    }

    /// Whether text is UTF-8 in quoted strings (RFC 6855 §3, RFC 9051 §4.3).
    boolean readsUtf8() {
        return has(Extension.UTF8_ACCEPT) || has(Extension.IMAP4REV2);
    }
}

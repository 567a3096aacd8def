// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A DNS name as clients can use it: lower-case A-labels (RFC 5890 §2.3.2.1), no dot at the end.
///
/// @param text letters, digits, hyphens and dots only, at most 253 characters
public record DomainName(String text) {
    /// Characters in a name (RFC 1035 §2.3.4, without length bytes and root).
    public static final int CHARS_MAX = 253;

    private static final String LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");

    /// IDNA 2003 and 2008 turn these into different names (RFC 5894 §7.2), so none is guessed.
    private static final Pattern AMBIGUOUS = Pattern.compile("[ßẞς\u200c\u200d]");

    /// @throws IllegalArgumentException if `text` is not in the form that [#of] produces
    public DomainName {
        if (text.length() > CHARS_MAX || !LABELS.matcher(text).matches()) {
            throw new IllegalArgumentException("not a domain name in lower-case A-labels");
        }
    }

    /// Accepts any case, U-labels and one dot at the end.
    ///
    /// @throws IllegalArgumentException if `name` cannot be a host or mail domain
    public static DomainName of(String name) {
        if (name.length() > CHARS_MAX + 1) {
            throw new IllegalArgumentException("a domain name has at most 253 characters");
        }
        if (AMBIGUOUS.matcher(name).find()) {
            throw new IllegalArgumentException("write this domain name in its xn-- form");
        }
        String ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
        return new DomainName(ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii);
    }

    /// Like [#of], for names that a client sent.
    public static Optional<DomainName> parse(String name) {
        try {
            return Optional.of(of(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    /// The name `label` below this one, such as `autoconfig.example.org`; none if that is too long.
    public Optional<DomainName> child(String label) {
        return parse(label + "." + text);
    }

    @Override
    public String toString() {
        return text;
    }
}

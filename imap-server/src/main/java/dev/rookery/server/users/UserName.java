// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.server.limits.ServerLimits;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// A user name as we look it up: lower case, composed Unicode, and nothing in it that could be more
/// than one level of a path.
///
/// @param local before the `@`, or all of it
/// @param domain after the `@`; empty if there is none
public record UserName(String local, String domain) {
    /// Bytes in one part: what a file name may have.
    private static final int PART_BYTES_MAX = 255;

    public UserName {
        if (!isPart(local) || !(domain.isEmpty() || isPart(domain))) {
            throw new IllegalArgumentException("no user name");
        }
    }

    /// Normalises what a client or an admin typed; nothing if no user can have that name.
    public static Optional<UserName> parse(String typed) {
        if (typed.length() > ServerLimits.USER_MAX) {
            return Optional.empty();
        }
        String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        String name = Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
        int at = name.indexOf('@');
        String local = at < 0 ? name : name.substring(0, at);
        String domain = at < 0 ? "" : name.substring(at + 1);
        boolean hasBoth = at < 0 || isPart(domain);
        return hasBoth && isPart(local)
                ? Optional.of(new UserName(local, domain))
                : Optional.empty();
    }

    public UserName withLocal(String other) {
        return new UserName(other, domain);
    }

    /// As `local@domain`, or the local part alone.
    @Override
    public String toString() {
        return domain.isEmpty() ? local : local + '@' + domain;
    }

    /// A leading dot is refused for it makes `.`, `..` and hidden files.
    private static boolean isPart(String part) {
        return !part.isEmpty()
                && part.charAt(0) != '.'
                && part.codePoints().allMatch(UserName::isAllowed)
                && part.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= PART_BYTES_MAX;
    }

    private static boolean isAllowed(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "._-+".indexOf(c) >= 0;
        }
        return switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK ->
                    true;
            default -> false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;

/// The forms of a stored password: `{SCHEME}value`, or a bare `$…$` hash as `crypt(3)` writes it.
///
/// Scheme names are those of Dovecot, in any case; `ARGON2ID-CRYPT` is a common misspelling.
public final class PasswordSchemes {
    private PasswordSchemes() {}

    /// @throws UnsupportedPasswordException if no password can be checked against it
    static PasswordHash parse(String encoded) {
        if (!encoded.startsWith("{")) {
            return crypt(encoded);
        }
        int end = encoded.indexOf('}');
        if (end < 0) {
            throw new UnsupportedPasswordException("the password's {SCHEME} has no closing brace");
        }
        String scheme = encoded.substring(1, end).toUpperCase(Locale.ROOT);
        String value = encoded.substring(end + 1);
        return switch (scheme) {
            case "ARGON2ID", "ARGON2I", "ARGON2", "ARGON2ID-CRYPT" -> Argon2Hash.parse(value);
            case "SHA512-CRYPT" -> ShaCryptHash.parse(value, ShaCryptHash.SHA512);
            case "SHA256-CRYPT" -> ShaCryptHash.parse(value, ShaCryptHash.SHA256);
            case "BLF-CRYPT" -> BcryptHash.parse(value);
            case "CRYPT" -> crypt(value);
            case "PLAIN", "CLEAR", "CLEARTEXT" -> new PlainPassword(value);
            case String other -> throw unsupported(other);
        };
    }

    /// What is wrong with a stored password, in words that do not show it.
    public static Optional<String> fault(String encoded) {
        try {
            parse(encoded);
            return Optional.empty();
        } catch (UnsupportedPasswordException unusable) {
            return Optional.ofNullable(unusable.getMessage());
        }
    }

    /// A new salted hash of the password in the scheme we write: `{ARGON2ID}$argon2id$…`.
    public static String hash(Secret password, SecureRandom random) {
        return "{ARGON2ID}" + Argon2Hash.of(password.bytes(), random).encoded();
    }

    private static PasswordHash crypt(String value) {
        if (value.startsWith("$argon2")) {
            return Argon2Hash.parse(value);
        }
        if (value.startsWith(ShaCryptHash.SHA512)) {
            return ShaCryptHash.parse(value, ShaCryptHash.SHA512);
        }
        if (value.startsWith(ShaCryptHash.SHA256)) {
            return ShaCryptHash.parse(value, ShaCryptHash.SHA256);
        }
        if (value.startsWith("$2")) {
            return BcryptHash.parse(value);
        }
        throw new UnsupportedPasswordException(
                "the password names no {SCHEME} and is no $argon2…$, $6$, $5$ or $2…$ hash");
    }

    private static UnsupportedPasswordException unsupported(String scheme) {
        boolean nameable =
                scheme.length() <= 24
                        && scheme.chars()
                                .allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9'));
        String named = nameable ? "{" + scheme + "}" : "this";
        return new UnsupportedPasswordException(
                "password scheme " + named + " is not supported by this version");
    }
}

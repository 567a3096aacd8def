// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

/// What of a login name a passwd-file is asked for.
public enum UserKey {
    /// `anna@example.org`, as typed.
    USER,
    /// `anna`, whatever the domain.
    LOCAL;

    /// Reads `{user}` or `{local}`, or Dovecot's spellings of them.
    ///
    /// @throws IllegalArgumentException if it is neither
    public static UserKey parse(String text) {
        return switch (text.replace(" ", "")) {
            case "{user}", "%u", "%{user}" -> USER;
            case "{local}", "%n", "%{user|username}" -> LOCAL;
            default -> throw new IllegalArgumentException("a key is \"{user}\" or \"{local}\"");
        };
    }

    String of(UserName name) {
        return this == USER ? name.toString() : name.local();
    }
}

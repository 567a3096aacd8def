// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A domain whose mail is ours.
///
/// @param name in lower case
/// @param aliases from a local part, or [#CATCH_ALL], to whoever gets the mail
/// @param delimiters characters that end the local part proper, such as `+`; may be empty
public record Domain(String name, Map<String, List<UserName>> aliases, String delimiters) {
    /// The alias that takes whatever nothing else takes.
    public static final String CATCH_ALL = "@";

    public Domain {
        if (!new UserName("x", name).domain().equals(name) || name.isEmpty()) {
            throw new IllegalArgumentException("no domain: " + name);
        }
        Map<String, List<UserName>> copy = new LinkedHashMap<>();
        aliases.forEach((alias, targets) -> copy.put(alias, List.copyOf(targets)));
        aliases = java.util.Collections.unmodifiableMap(copy);
    }

    /// The local part without what follows a delimiter; itself if there is none.
    String base(String local) {
        for (int i = 1; i < local.length(); i++) {
            if (delimiters.indexOf(local.charAt(i)) >= 0) {
                return local.substring(0, i);
            }
        }
        return local;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.util.Optional;

/// Says what is wrong with a stored password, in words that do not show it.
@FunctionalInterface
public interface PasswordFault {
    Optional<String> of(String encoded);
}

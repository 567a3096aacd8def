// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import java.util.List;

/// What is the same for all contenders of a stage.
///
/// @param users `u0` to `u(users - 1)`, see [Logins]
/// @param prefix words before each command, such as `taskset -c 0`
public record Terms(int users, List<String> prefix) {
    public Terms {
        prefix = List.copyOf(prefix);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

/// Who may log in: `u0`, `u1` and so on, all with the same password.
public final class Logins {
    public static final String PASSWORD = "bench";

    private Logins() {}

    public static String name(int number) {
        return "u" + number;
    }
}

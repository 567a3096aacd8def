// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// A folder to be generated: the same four values give the same names and bytes everywhere.
///
/// @param name lower-case letters, digits and hyphens
public record Box(String name, int messages, Shape shape, long seed) {
    public Box {
        if (!name.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("not the name of a box: " + name);
        }
        if (messages < 0) {
            throw new IllegalArgumentException("a box holds no " + messages + " messages");
        }
    }
}

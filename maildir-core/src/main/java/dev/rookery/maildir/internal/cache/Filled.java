// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.cache;

/// How far a cache was filled when it was closed: of the messages that were there, nothing was left
/// to be found out.
///
/// @param uidNext above all of them
/// @param messages how many it tells of, with those that went since it was written anew
public record Filled(long uidNext, long messages) {
    public Filled {
        if (uidNext < 1 || messages < 0 || messages >= uidNext) {
            throw new IllegalArgumentException(messages + " messages below UID " + uidNext);
        }
    }
}

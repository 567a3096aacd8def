// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.index;

import dev.rookery.maildir.Uid;

/// Which message of which folder a message is a copy of.
public record Origin(int folder, long uid) {
    public Origin {
        if (uid < 1 || uid > Uid.MAX) {
            throw new IllegalArgumentException("UID out of range: " + uid);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.server.imap.wire.Characters;
import dev.rookery.server.limits.ServerLimits;

/// Names a command, so that its reply can be found. RFC 9051 §2.2.1.
public record Tag(String value) {
    public Tag {
        if (value.isEmpty() || value.length() > ServerLimits.TAG_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a tag has 1 to " + ServerLimits.TAG_CHARS_MAX + " characters");
        }
        if (!value.chars().allMatch(Characters::isTag)) {
            throw new IllegalArgumentException("a character that no tag has");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.util.OptionalLong;

/// How much an account may hold; what is absent is not limited, and 0 is nothing at all.
///
/// @param bytes of all messages as they lie on disk: the sum of the sizes of their files, which is
///   what Dovecot and Courier count for a Maildir
/// @param messages their number
public record QuotaLimits(OptionalLong bytes, OptionalLong messages) {
    public static final QuotaLimits NONE =
            new QuotaLimits(OptionalLong.empty(), OptionalLong.empty());

    public QuotaLimits {
        if (bytes.orElse(0) < 0 || messages.orElse(0) < 0) {
            throw new IllegalArgumentException("negative limit: " + bytes + ", " + messages);
        }
    }

    public static QuotaLimits ofBytes(long bytes) {
        return new QuotaLimits(OptionalLong.of(bytes), OptionalLong.empty());
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import java.util.OptionalLong;

/// How much an account may hold; what is absent is not limited, and 0 is nothing at all.
public record QuotaLimits(OptionalLong bytes, OptionalLong messages) {
    public static final QuotaLimits NONE =
            new QuotaLimits(OptionalLong.empty(), OptionalLong.empty());

    public QuotaLimits {
        if (bytes.orElse(0) < 0 || messages.orElse(0) < 0) {
            throw new IllegalArgumentException("negative limit: " + bytes + ", " + messages);
        }
    }

    /// Whether an account may not hold this.
    public boolean isExceededBy(Usage usage) {
        return usage.bytes() > bytes.orElse(Long.MAX_VALUE)
                || usage.messages() > messages.orElse(Long.MAX_VALUE);
    }
}

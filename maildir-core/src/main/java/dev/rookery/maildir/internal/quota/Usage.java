// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import dev.rookery.maildir.QuotaLimits;
import java.util.OptionalLong;

/// An amount of mail; negative in a difference.
public record Usage(long bytes, long messages) {
    public static final Usage NOTHING = new Usage(0, 0);

    /// Throws [ArithmeticException] beyond 63 bits.
    public Usage plus(Usage other) {
        return new Usage(
                Math.addExact(bytes, other.bytes), Math.addExact(messages, other.messages));
    }

    public Usage minus(Usage other) {
        return new Usage(
                Math.subtractExact(bytes, other.bytes),
                Math.subtractExact(messages, other.messages));
    }

    /// Whether there cannot be such a mailbox.
    public boolean isNegative() {
        return bytes < 0 || messages < 0;
    }

    /// Whether an account may not hold this.
    public boolean exceeds(QuotaLimits limits) {
        return bytes > limits.bytes().orElse(Long.MAX_VALUE)
                || messages > limits.messages().orElse(Long.MAX_VALUE);
    }

    /// Checks that an account that holds this may hold so much more. Of what is not asked for there
    /// may be too much already.
    ///
    /// @throws QuotaExceededException if it may not
    public void requireRoomFor(Usage asked, QuotaLimits limits) {
        check(Resource.STORAGE, limits.bytes(), bytes, asked.bytes);
        check(Resource.MESSAGE, limits.messages(), messages, asked.messages);
    }

    private static void check(Resource resource, OptionalLong limit, long held, long asked) {
        if (asked > 0 && limit.isPresent() && asked > limit.getAsLong() - held) {
            throw new QuotaExceededException(resource, limit.getAsLong(), held, asked);
        }
    }
}

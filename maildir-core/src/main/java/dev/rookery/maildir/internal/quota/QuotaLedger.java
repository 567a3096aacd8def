// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import java.util.OptionalLong;

/// What an account holds, and what is on its way in, against its limits. Safe for all threads.
///
/// Room is reserved before a change is written, for all of it at once, and so two changes can never
/// share the last of it. When the change is durable the reservation is committed; when it failed,
/// released.
public final class QuotaLedger {
    private QuotaLimits limits;
    private Usage used;
    private Usage reserved = Usage.NOTHING;

    public QuotaLedger(QuotaLimits limits, Usage used) {
        this.limits = limits;
        this.used = requireReal(used);
    }

    private static Usage requireReal(Usage amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("negative: " + amount);
        }
        return amount;
    }

    /// What is there, without what is reserved.
    public synchronized Usage usage() {
        return used;
    }

    public synchronized QuotaLimits limits() {
        return limits;
    }

    /// Changes the limits; what is there or reserved already stays, even if it is too much now.
    public synchronized void limit(QuotaLimits next) {
        limits = next;
    }

    /// Sets what is there, as it was counted. Nothing that is only reserved may be in it, and no
    /// reservation may have been committed since.
    public synchronized void recounted(Usage exact) {
        used = requireReal(exact);
    }

    /// Keeps room for `amount`; throws [QuotaExceededException] if there is not enough.
    ///
    /// Of what is not asked for there may be too much already.
    public synchronized Reservation reserve(Usage amount) {
        requireReal(amount);
        Usage held = used.plus(reserved);
        check(Resource.STORAGE, limits.bytes(), held.bytes(), amount.bytes());
        check(Resource.MESSAGE, limits.messages(), held.messages(), amount.messages());
        reserved = reserved.plus(amount);
        return new Reservation(amount);
    }

    private static void check(Resource resource, OptionalLong limit, long held, long asked) {
        if (asked > 0 && limit.isPresent() && asked > limit.getAsLong() - held) {
            throw new QuotaExceededException(resource, limit.getAsLong(), held, asked);
        }
    }

    /// Gives back what was removed.
    public synchronized void credit(Usage removed) {
        used = requireReal(used.minus(requireReal(removed)));
    }

    private synchronized void settle(Usage amount, boolean committed) {
        reserved = reserved.minus(amount);
        if (committed) {
            used = used.plus(amount);
        }
    }

    /// Room kept for a change under way. For one thread at a time.
    public final class Reservation implements AutoCloseable {
        private final Usage amount;
        private boolean settled;

        private Reservation(Usage amount) {
            this.amount = amount;
        }

        public Usage amount() {
            return amount;
        }

        /// The change is made: what was reserved is there now.
        public void commit() {
            if (settled) {
                throw new IllegalStateException("settled already: " + amount);
            }
            settled = true;
            settle(amount, true);
        }

        /// Releases the room, unless the change was made.
        @Override
        public void close() {
            if (!settled) {
                settled = true;
                settle(amount, false);
            }
        }
    }
}

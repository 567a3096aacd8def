// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;

/// Opens accounts; one for a whole process. Safe to share between threads.
public final class MailStore implements AutoCloseable {
    private final java.util.function.Function<AccountLocation, Account> opener;

    private MailStore(Builder options) {
        this.opener =
                location -> {
                    throw new IllegalStateException(
                            "engine under construction: " + options.hashCode());
                };
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Opens the account, creating what is missing of its INBOX below an existing parent directory.
    /// All openers in this process share one account per directory.
    ///
    /// @throws AccountInUseException if another process has it open
    public Account open(AccountLocation location) throws IOException {
        return opener.apply(location);
    }

    /// Closes what is still open, after finishing what was begun.
    @Override
    public void close() {}

    /// Collects the options; each has a default.
    public static final class Builder {
        private Builder() {}

        /// Default: the system clock.
        public Builder clock(InstantSource clock) {
            return this;
        }

        /// Default: [Durability#POWER_CUT].
        public Builder durability(Durability durability) {
            return this;
        }

        /// How long flags may wait before file names show them; zero = before the change returns.
        /// Default: 1 s. Flags are durable at once either way.
        public Builder flagsToNames(Duration delay) {
            return this;
        }

        /// The part of new file names that tells hosts apart. Default: the machine's host name.
        public Builder hostName(String hostName) {
            return this;
        }

        public MailStore build() {
            return new MailStore(this);
        }
    }
}

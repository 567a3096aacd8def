// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import dev.rookery.server.limits.ServerLimits;
import java.time.Duration;

/// What an LMTP client may do, and under which name we greet it.
///
/// @param hostname in the greeting and in trace lines
/// @param messageBytesMax announced as SIZE; RFC 1870
/// @param recipientsMax of one message
/// @param badCommandsMax before the connection ends
/// @param idleMax without a byte from the client
public record LmtpSettings(
        String hostname,
        long messageBytesMax,
        int recipientsMax,
        int badCommandsMax,
        Duration idleMax) {
    public LmtpSettings {
        if (!Grammar.isHost(hostname)) {
            throw new IllegalArgumentException("not a host name: " + hostname);
        }
        if (messageBytesMax <= 0 || recipientsMax <= 0 || badCommandsMax <= 0) {
            throw new IllegalArgumentException("a limit is positive");
        }
        if (!idleMax.isPositive()) {
            throw new IllegalArgumentException("an idle time is positive");
        }
    }

    /// The usual limits.
    public LmtpSettings(String hostname) {
        this(
                hostname,
                ServerLimits.MESSAGE_BYTES_MAX,
                ServerLimits.LMTP_RECIPIENTS_MAX,
                ServerLimits.LMTP_BAD_COMMANDS_MAX,
                ServerLimits.LMTP_IDLE_MAX);
    }
}

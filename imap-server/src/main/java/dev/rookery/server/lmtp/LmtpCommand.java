// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.util.Optional;

/// One command of the client. Holding one proves its syntax.
sealed interface LmtpCommand {
    record Lhlo(String client) implements LmtpCommand {}

    /// @param sender empty = the null sender of bounces
    /// @param sizeBytes as announced; 0 = not told
    record Mail(Optional<EnvelopeAddress> sender, long sizeBytes) implements LmtpCommand {}

    record Rcpt(EnvelopeAddress recipient) implements LmtpCommand {}

    record Data() implements LmtpCommand {}

    record Rset() implements LmtpCommand {}

    record Noop() implements LmtpCommand {}

    record Vrfy() implements LmtpCommand {}

    record Quit() implements LmtpCommand {}
}

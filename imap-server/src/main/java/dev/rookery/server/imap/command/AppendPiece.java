// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Flags;
import java.time.Instant;
import java.util.Optional;

/// What the messages of an APPEND or REPLACE are made of, in the order it comes: each begins, has
/// bytes, and ends. RFC 9051 §6.3.12, RFC 3502, RFC 4469.
public sealed interface AppendPiece {
    /// @param catenated whether the message consists of parts (RFC 4469)
    record Begin(Flags flags, Optional<Instant> internalDate, boolean catenated)
            implements AppendPiece {}

    /// Bytes that are on the server already.
    record Url(String url) implements AppendPiece {}

    /// Bytes that follow as a literal; always the last piece there is until they have come.
    ///
    /// @param sizeBytes as announced; any number up to `Long.MAX_VALUE`, which stands for more
    /// @param synchronizing whether the client waits for our go-ahead before it sends them
    /// @param binary whether they may hold NUL (RFC 3516 §4.4)
    /// @param utf8 whether a header in them may hold UTF-8 (RFC 6855 §4)
    record Literal(long sizeBytes, boolean synchronizing, boolean binary, boolean utf8)
            implements AppendPiece {}

    /// The message is complete.
    record End() implements AppendPiece {}
}

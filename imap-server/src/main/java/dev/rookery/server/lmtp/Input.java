// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.lmtp;

import java.nio.ByteBuffer;

/// What the client's bytes turned out to be.
sealed interface Input {
    /// Everything so far is understood.
    record NeedBytes() implements Input {}

    /// A command, without its CRLF.
    record Line(String text) implements Input {}

    /// A line longer than a command may be; it was skipped.
    record OverlongLine() implements Input {}

    /// A line with a CR or LF that is not part of a CRLF; it was skipped.
    record BareLineEnd() implements Input {}

    /// A piece of a message, dots already taken out; valid until the next piece is asked for.
    record Body(ByteBuffer bytes) implements Input {}

    record EndOfBody() implements Input {}
}

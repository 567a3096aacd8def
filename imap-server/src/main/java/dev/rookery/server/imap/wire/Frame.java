// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.wire;

import java.nio.ByteBuffer;

/// What a [Framer] found. [CommandBytes] in it are good until its next frame is taken.
public sealed interface Frame {
    /// All bytes are used up.
    record NeedInput() implements Frame {}

    /// A line ended in a literal's header. The framer must be told what to do with it.
    record Announced(CommandBytes soFar, LiteralHeader literal) implements Frame {}

    /// The client waits with a literal that is to be collected.
    record GoAhead() implements Frame {}

    /// A command, up to the end of its last line.
    record Complete(CommandBytes command) implements Frame {}

    /// Bytes of a literal that is let through.
    record Chunk(ByteBuffer bytes) implements Frame {}

    /// A raw line.
    record Answer(ByteBuffer line) implements Frame {}

    /// A line is longer than allowed; the rest of it will be skipped.
    record LineTooLong(CommandBytes start, int lineBytesMax) implements Frame {}

    /// The lines and literals of one command are longer than allowed, or a skipped line goes on in
    /// a literal that is. There is no way to find the next command.
    record CommandTooLong() implements Frame {}
}

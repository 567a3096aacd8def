// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.nio.ByteBuffer;
import java.util.Optional;

/// What to do next with a client's stream of commands.
public sealed interface Step {
    /// All bytes are used up: [CommandStream#feed] more.
    record NeedInput() implements Step {}

    /// Send `+ `: the client waits with a literal that we are willing to take.
    record GoAhead() implements Step {}

    /// A whole command; for APPEND all up to the announcement of its literal.
    ///
    /// After APPEND call [CommandStream#acceptBody] or [CommandStream#refuseBody].
    record Execute(Command command) implements Step {}

    /// Bytes of APPEND's literal. The buffer is the receiver's until the next call.
    record Body(ByteBuffer chunk) implements Step {}

    /// APPEND's literal is complete and its command line ended properly. If it did not, [Refused]
    /// comes instead, and the message must not be stored.
    record BodyEnd() implements Step {}

    /// What was asked for with [CommandStream#expectLine], without its end.
    record Line(ByteBuffer bytes) implements Step {}

    /// Something was wrong; it is skipped and the connection goes on.
    ///
    /// @param tag whom to answer; without one the answer is untagged
    /// @param code without brackets, empty for none
    record Refused(Optional<Tag> tag, Verdict verdict, String code, String text) implements Step {}

    /// A limit was broken beyond repair: say BYE and close. Every later step is this one again.
    record Fatal(String code, String text) implements Step {}

    /// How a refusal is worded.
    enum Verdict {
        NO,
        BAD
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// What to do next with a client's stream of commands.
public sealed interface Step {
    /// All bytes are used up: [CommandStream#feed] more.
    record NeedInput() implements Step {}

    /// Send `+ `: the client waits with a literal that we are willing to take.
    record GoAhead() implements Step {}

    /// A whole command; one that stores messages, up to the first literal of a message.
    ///
    /// If its pieces end with a literal, call [CommandStream#acceptBody] or
    /// [CommandStream#refuseBody].
    record Execute(Command command) implements Step {}

    /// Bytes of a message. The buffer is the receiver's until the next call.
    record Body(ByteBuffer chunk) implements Step {}

    /// The literal is complete, and the command that stores messages goes on or ends like this. If
    /// it did so improperly, [Refused] comes instead, and nothing must be stored.
    ///
    /// If they end with a literal, decide as after [Execute].
    record Pieces(List<AppendPiece> pieces) implements Step {
        public Pieces {
            pieces = List.copyOf(pieces);
        }
    }

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

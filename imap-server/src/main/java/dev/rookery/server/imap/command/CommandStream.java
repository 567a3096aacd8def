// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import java.nio.ByteBuffer;

/// Cuts what a client sends into commands. Sans I/O: bytes go in, steps come out.
///
/// Not safe to share between threads.
public interface CommandStream {
    /// Takes all of `bytes`, copying them. Holds them until used: feed on [Step.NeedInput] only.
    void feed(ByteBuffer bytes);

    Step next();

    /// The client is known: its limits after login apply from the next command on.
    void loggedIn();

    /// The next step is a raw [Step.Line]: an answer to AUTHENTICATE, or IDLE's DONE. Called after
    /// [Step.Execute] or [Step.Line], before the next step is taken.
    void expectLine();

    /// APPEND's literal is welcome. If it is synchronizing the caller has sent the go-ahead.
    void acceptBody();

    /// APPEND's literal is not welcome. If it comes all the same (not synchronizing), it is skipped
    /// silently.
    void refuseBody();
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import java.nio.ByteBuffer;

/// One thing that happens to a session. A session is a function of its inputs, in order.
sealed interface Input {
    record Bytes(ByteBuffer bytes) implements Input {}

    /// There may be news of a mailbox that the client wants to hear of.
    record MailboxChanged() implements Input {}

    /// Time for a sign of life during IDLE.
    record KeepAliveDue() implements Input {}

    /// The client took too long: it is told so and sent away.
    record TooLate(String text) implements Input {}

    /// The server is being stopped.
    record ServerStops() implements Input {}

    /// Nothing more will come from the client.
    record ClientGone(String reason) implements Input {}
}

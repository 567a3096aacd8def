// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.command.Command;
import dev.rookery.server.imap.command.MessageSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;
import java.nio.ByteBuffer;

/// What a command came to.
sealed interface Outcome {
    /// The command is done; its reply is known.
    sealed interface Finished extends Outcome {
        Status status();
    }

    /// The command needs more from the client.
    sealed interface Unfinished extends Outcome {}

    record Done(Status status) implements Finished {}

    /// Done, and the session stands elsewhere now.
    record Enter(State next, Status status) implements Finished {}

    /// Done, and the last: the connection ends.
    record Leave(Status status, String reason) implements Finished {}

    /// Not done, and no more will be: the account was closed under the session.
    record Lost(Status status) implements Finished {}

    /// `+ challenge` goes out and a line comes back: RFC 3501 §6.2.2.
    record Ask(String challenge, Answer answer) implements Unfinished {}

    /// Changes are reported as they happen, until the client says DONE: RFC 2177.
    record Listen() implements Unfinished {}

    /// Bytes of a message follow.
    record Receive(Command.Storing command, Upload upload, Stored then) implements Unfinished {}

    /// Stores the messages, which are complete.
    @FunctionalInterface
    interface Stored {
        Outcome store(Upload upload, Responses out) throws IOException;
    }

    /// Done, if that can still be promised over a stream that changes: see [Switch].
    record Become(Status status, Switch change) implements Finished {}

    /// What the bytes behind the reply are.
    enum Switch {
        /// The client begins a TLS handshake.
        TLS,
        /// Both sides deflate what they send.
        COMPRESSED,
        /// They do not, or no longer: RFC 8437 §4.1.
        PLAIN
    }

    /// What to make of the line that was asked for.
    @FunctionalInterface
    interface Answer {
        Outcome take(ByteBuffer line) throws IOException;
    }

    static Outcome ok(String text) {
        return new Done(Status.ok(text));
    }

    /// Done with those of the `asked` messages that are still `there`.
    ///
    /// A UID that is gone is passed over (RFC 3501 §6.4.8); a sequence number that is gone is
    /// refused, for the client still counts with it (RFC 2180 §4.1).
    static Outcome over(MessageSet named, UidSet asked, UidSet there, String text) {
        boolean missed = !named.byUid() && !asked.equals(there);
        return missed
                ? new Done(Status.no("EXPUNGEISSUED", "Some of the messages are gone."))
                : ok(text);
    }
}

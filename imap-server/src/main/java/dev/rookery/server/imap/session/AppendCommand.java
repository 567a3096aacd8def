// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Delivery;
import dev.rookery.server.imap.command.Command;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// APPEND: RFC 3501 §6.3.11, APPENDUID by RFC 4315. The message streams to disk as it comes.
final class AppendCommand {
    private static final Duration FUTURE_MAX = Duration.ofHours(2);

    private final long appendBytesMax;
    private final InstantSource clock;

    AppendCommand(long appendBytesMax, InstantSource clock) {
        this.appendBytesMax = appendBytesMax;
        this.clock = clock;
    }

    Outcome run(Command.Append command, SignedIn user) throws IOException {
        if (command.sizeBytes() > appendBytesMax) {
            throw Refusal.no("TOOBIG", "A message has at most " + appendBytesMax + " bytes.");
        }
        if (command.sizeBytes() == 0) {
            throw Refusal.no("", "A message is not empty.");
        }
        Delivery delivery =
                user.destination(command.mailbox()).deliver(command.flags(), date(command));
        return new Outcome.Receive(command, new Upload(delivery));
    }

    /// A clock ahead of ours is forgiven for two hours; from then on it is now.
    private Instant date(Command.Append command) {
        Instant now = clock.instant();
        return command.internalDate()
                .filter(date -> !date.isAfter(now.plus(FUTURE_MAX)))
                .orElse(now);
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.server.imap.response.Responses;
import dev.rookery.server.imap.response.Responses.Condition;
import dev.rookery.server.imap.response.Responses.Status;
import java.io.IOException;

/// How many messages one command works on; the client then asks for the others. RFC 9738.
///
/// @param max at least 1
public record MessageLimit(int max) {
    public static final MessageLimit NONE = new MessageLimit(Integer.MAX_VALUE);

    public MessageLimit {
        if (max < 1) {
            throw new IllegalArgumentException("less than one message: " + max);
        }
    }

    /// Whether there is one, and clients must be told of it.
    boolean exists() {
        return max != NONE.max;
    }

    /// Those of the messages that are worked on: the ones with the highest UIDs.
    Share of(UidSet messages) {
        long excess = messages.size() - max;
        if (!exists() || excess <= 0) {
            return new Share(messages, "");
        }
        Uid lowest = messages.select(excess + 1);
        UidSet highest = messages.and(UidSet.range(lowest, messages.last()));
        return new Share(highest, code() + " " + lowest);
    }

    /// @throws Refusal if so many messages are more than one command may name
    void require(long messages) {
        if (exists() && messages > max) {
            throw tooMany(code());
        }
    }

    private String code() {
        return "MESSAGELIMIT " + max;
    }

    private static Refusal tooMany(String code) {
        return Refusal.no(code, "Too many messages for one command.");
    }

    /// What one command works on.
    ///
    /// @param code tells the client what was left out; empty if nothing was
    record Share(UidSet messages, String code) {
        boolean isAll() {
            return code.isEmpty();
        }

        /// For a command that does all or nothing.
        ///
        /// @throws Refusal if something was left out
        UidSet all() {
            if (!isAll()) {
                throw tooMany(code);
            }
            return messages;
        }

        /// The reply that tells of it too; ahead of the reply, if that has another code.
        Outcome told(Outcome done, Responses out) throws IOException {
            if (isAll()) {
                return done;
            }
            if (done instanceof Outcome.Done(Status(var condition, String other, String text))
                    && condition == Condition.OK
                    && other.isEmpty()) {
                return new Outcome.Done(Status.ok(code, text));
            }
            out.untagged(Status.no(code, "The messages below were left out."));
            return done;
        }
    }
}

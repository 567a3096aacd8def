// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;

/// Reads several messages of a mailbox, one after the other: [Mailbox#reader]. For one thread.
@FunctionalInterface
public interface MessageReader {
    /// The message to be read; its holder closes it. Good for as long as one that [Mailbox#message]
    /// answers.
    ///
    /// @param uid of any message of the mailbox
    /// @throws MessageExpungedException if there is no such message any more
    Message message(Uid uid) throws IOException;
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageReader;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A message whose file is opened when first asked for: flags and sizes need none.
final class LateMessage implements AutoCloseable {
    private final MessageReader messages;
    private final Uid uid;
    private @Nullable Message message;

    LateMessage(MessageReader messages, Uid uid) {
        this.messages = messages;
        this.uid = uid;
    }

    Uid uid() {
        return uid;
    }

    /// @throws dev.rookery.maildir.MessageExpungedException if there is no such message any more
    Message open() throws IOException {
        if (message == null) {
            message = messages.message(uid);
        }
        return message;
    }

    @Override
    public void close() {
        if (message != null) {
            message.close();
        }
    }
}

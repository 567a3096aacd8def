// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageReader;
import dev.rookery.maildir.Uid;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A message whose file is opened when first asked for: flags and sizes need none.
final class LateMessage implements AutoCloseable {
    private final MessageReader messages;
    private final Uid uid;
    private final Map<List<Integer>, Optional<Message.Decoded>> decoded = new HashMap<>();
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

    /// The part as [Message#decoded] has it, decoded once for all that is asked of it.
    Optional<Message.Decoded> decoded(List<Integer> part) throws IOException {
        Optional<Message.Decoded> known = decoded.get(part);
        if (known == null) {
            known = open().decoded(part);
            decoded.put(part, known);
        }
        return known;
    }

    @Override
    public void close() {
        if (message != null) {
            message.close();
        }
    }
}

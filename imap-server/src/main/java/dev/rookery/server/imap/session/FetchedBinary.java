// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Message;
import dev.rookery.server.imap.command.FetchItem;
import dev.rookery.server.imap.command.FetchItem.Partial;
import dev.rookery.server.imap.response.Responses.Data;
import java.io.IOException;
import java.util.Optional;

/// A part of a message without its transfer encoding, or its size: RFC 3516 §4.2, RFC 9051 §6.4.5.
final class FetchedBinary {
    private FetchedBinary() {}

    static FetchLine.Part of(FetchItem.Binary item) {
        Optional<Partial> partial = item.partial();
        String origin = partial.map(some -> "<" + some.offsetBytes() + ">").orElse("");
        String label = "BINARY[" + FetchedSection.number(item.part()) + "]" + origin + " ";
        return message -> bytes(label, message.decoded(item.part()), partial);
    }

    static FetchLine.Part of(FetchItem.BinarySize item) {
        String label = "BINARY.SIZE[" + FetchedSection.number(item.part()) + "] ";
        return message -> size(label, message.decoded(item.part()));
    }

    private static Data bytes(
            String label, Optional<Message.Decoded> part, Optional<Partial> partial) {
        return line -> {
            line.raw(label);
            if (part.isEmpty()) {
                line.raw("NIL");
                return;
            }
            long sizeBytes = part.get().sizeBytes();
            long from = Math.min(partial.map(Partial::offsetBytes).orElse(0L), sizeBytes);
            long length = partial.map(Partial::lengthBytes).orElse(Long.MAX_VALUE);
            if (part.get().hasNul()) {
                line.binaryLiteral(part.get(), from, length);
            } else {
                line.literal(part.get(), from, length);
            }
        };
    }

    private static Data size(String label, Optional<Message.Decoded> part) throws IOException {
        long sizeBytes = part.map(Message.Decoded::sizeBytes).orElse(0L);
        return line -> line.raw(label).number(sizeBytes);
    }
}

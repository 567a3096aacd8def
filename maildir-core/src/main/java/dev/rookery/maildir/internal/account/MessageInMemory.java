// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.journal.Body;
import dev.rookery.maildir.internal.mime.MessageBytes;
import java.util.Optional;

/// A message whose file is not there yet.
final class MessageInMemory implements MessageBytes {
    private final byte[] bytes;

    private MessageInMemory(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Nothing if the file serves by now.
    static Optional<MessageInMemory> of(Body body) {
        byte[] bytes = body.bytes();
        return bytes == null ? Optional.empty() : Optional.of(new MessageInMemory(bytes));
    }

    @Override
    public long sizeBytes() {
        return bytes.length;
    }

    @Override
    public int read(long at, byte[] into, int offset, int length) {
        if (at >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(length, bytes.length - at);
        System.arraycopy(bytes, (int) at, into, offset, count);
        return count;
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.account;

import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.mime.MessageBytes;
import dev.rookery.maildir.internal.snapshot.Row;
import java.io.IOException;

/// A message's open file, of the size it had when its UID was given: contents never change.
record MessageFile(InputFile file, long sizeBytes) implements MessageBytes {
    @Override
    public int read(long at, byte[] into, int offset, int length) throws IOException {
        return file.read(at, into, offset, length);
    }

    /// Whether the file is still the one that the message's UID was given for.
    boolean isOf(OpenMailbox mailbox, Row row) throws IOException {
        try {
            return mailbox.isUnchanged(row, file.stat());
        } catch (IOException unknown) {
            close();
            throw unknown;
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException read) {
            // Everything was read: what closing says of a file nobody writes changes nothing.
            System.getLogger(MessageFile.class.getName())
                    .log(System.Logger.Level.DEBUG, "closing a message", read);
        }
    }
}

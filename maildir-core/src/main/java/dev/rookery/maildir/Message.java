// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The content of one message, in its CRLF form whatever lies on disk. It never changes.
///
/// May hold an open file until closed, and may open it only when asked for what is not known
/// otherwise; then every question may throw [MessageExpungedException]. Not safe to share between
/// threads.
public interface Message extends AutoCloseable {
    Uid uid();

    /// The envelope as IMAP writes it, parentheses included. RFC 9051 §7.5.2.
    byte[] envelope() throws IOException;

    /// `BODYSTRUCTURE`, with extension data, as IMAP writes it. RFC 9051 §7.5.2; by RFC 3501 a
    /// `message/global` would be a part without parts.
    byte[] bodyStructure() throws IOException;

    /// `BODY`, the structure without extension data, as IMAP writes it.
    byte[] body() throws IOException;

    /// The first words of the text: at most 200 characters without line ends, white space folded,
    /// markup removed; empty if there is no text to be shown. RFC 8970 §3.
    String preview() throws IOException;

    /// A piece of the message, or nothing if it has no such part.
    Optional<Content> section(Section section) throws IOException;

    /// A part without its transfer encoding, or nothing if the message has no such part. Messages
    /// and multiparts have none of their own, whatever they say. RFC 3516 §4.2.
    ///
    /// @param part numbers from the top, each from 1; empty for the whole message
    /// @throws UnknownEncodingException if nobody knows how to undo it
    Optional<Decoded> decoded(List<Integer> part) throws IOException;

    @Override
    void close();

    /// Bytes of a section: their number first, then the bytes themselves.
    interface Content {
        long sizeBytes();

        /// Writes at most `lengthBytes` bytes from `offsetBytes` on, fewer at the end.
        void writeTo(java.io.OutputStream out, long offsetBytes, long lengthBytes)
                throws IOException;
    }

    /// Bytes as they were before they were encoded for transfer: any bytes.
    interface Decoded extends Content {
        /// Whether NUL is among them.
        boolean hasNul();
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.io.IOException;
import java.util.Optional;

/// What is worth knowing of a message without opening it, found in one pass over its bytes.
///
/// The arrays are not copied, and nobody writes to them.
public final class MessageFacts {
    public static final int HEADER_BYTES_MAX = 16 * 1024;

    private final long storedBytes;
    private final long crlfBytes;
    private final byte[] envelope;
    private final byte[] bodyStructure;
    private final byte[] body;
    private final Optional<byte[]> header;
    private final Columns columns;
    private final Optional<SentTime> sent;
    private final String preview;
    private final Optional<Outline> outline;

    private MessageFacts(MessageBytes bytes, Part root, ColumnReading reading) throws IOException {
        storedBytes = bytes.sizeBytes();
        crlfBytes = root.body().end().crlf();
        envelope = ImapText.bytes(String.valueOf(root.envelope()));
        bodyStructure = BodyStructure.write(root, true);
        body = BodyStructure.write(root, false);
        header = header(bytes, root.header());
        columns = reading.columns();
        sent = reading.sent();
        preview = Preview.of(root, bytes);
        outline = Outline.of(root);
    }

    /// Reads the message once, front to back; a second time only a little around its first text.
    public static MessageFacts of(MessageBytes message) throws IOException {
        return of(message, Limits.DEFAULT);
    }

    static MessageFacts of(MessageBytes message, Limits limits) throws IOException {
        MessageBytes bytes = message instanceof ArrayMessage ? message : new BufferedHead(message);
        ColumnReading reading = new ColumnReading();
        Part root = StructureScanner.scan(bytes, limits, reading);
        return new MessageFacts(bytes, root, reading);
    }

    private static Optional<byte[]> header(MessageBytes bytes, Extent extent) throws IOException {
        if (extent.sizeBytes() > HEADER_BYTES_MAX) {
            return Optional.empty();
        }
        byte[] stored = new RangeInputStream(bytes, extent).readNBytes((int) extent.storedBytes());
        return Optional.of(
                extent.sizeBytes() == stored.length
                        ? stored
                        : CrlfConverter.convert(stored, (int) extent.sizeBytes()));
    }

    /// Size as it lies on disk.
    public long storedBytes() {
        return storedBytes;
    }

    /// Size in the CRLF form, which is RFC822.SIZE.
    public long crlfBytes() {
        return crlfBytes;
    }

    /// Ready IMAP, as [dev.rookery.maildir.Message#envelope] has it.
    public byte[] envelope() {
        return envelope;
    }

    /// Ready IMAP.
    public byte[] bodyStructure() {
        return bodyStructure;
    }

    /// Ready IMAP.
    public byte[] body() {
        return body;
    }

    /// The header in its CRLF form with the empty line behind it, unless it is longer than
    /// [#HEADER_BYTES_MAX].
    public Optional<byte[]> header() {
        return header;
    }

    /// Header fields, decoded.
    public Columns columns() {
        return columns;
    }

    /// What the `Date` field says, if it says anything.
    public Optional<SentTime> sent() {
        return sent;
    }

    /// Text of at most 200 characters, empty if there is none. RFC 8970.
    public String preview() {
        return preview;
    }

    /// Where the parts lie, unless there are too many.
    public Optional<Outline> outline() {
        return outline;
    }
}

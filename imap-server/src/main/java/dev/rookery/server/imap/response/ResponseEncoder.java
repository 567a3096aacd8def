// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.server.imap.command.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Encodes responses for one client. Bytes wait in a bounded buffer until it is full or flushed.
///
/// Not safe to share between threads.
public final class ResponseEncoder implements Responses {
    private final OutputBuffer out;
    private final DataEncoder data;

    public ResponseEncoder(Sink sink) {
        out = new OutputBuffer(sink);
        data = new DataEncoder(out);
    }

    /// What a piece of a response looks like, for those that are the same in many.
    public static byte[] bytesOf(Data piece) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ResponseEncoder encoder =
                new ResponseEncoder(part -> {
                    byte[] copied = new byte[part.remaining()];
                    part.get(copied);
                    bytes.writeBytes(copied);
                });
        piece.writeTo(encoder.data);
        encoder.flush();
        return bytes.toByteArray();
    }

    @Override
    public void untagged(Data response) throws IOException {
        out.ascii("* ");
        response.writeTo(data);
        endOfLine();
    }

    @Override
    public void tagged(Tag tag, Status status) throws IOException {
        status(tag.value(), status);
    }

    @Override
    public void untagged(Status status) throws IOException {
        status("*", status);
    }

    @Override
    public void goAhead(String text) throws IOException {
        out.ascii("+ " + (text.isEmpty() ? "" : StatusText.oneLine(text)));
        endOfLine();
    }

    @Override
    public void utf8(boolean on) {
        data.utf8(on);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private void status(String head, Status status) throws IOException {
        out.ascii(head + " " + status.condition() + " " + StatusText.of(status));
        endOfLine();
    }

    private void endOfLine() throws IOException {
        out.ascii("\r\n");
    }
}

// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.ModifiedUtf7;
import dev.rookery.server.imap.response.Responses.DataWriter;
import dev.rookery.server.imap.wire.Characters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/// Encodes the pieces of one response. RFC 3501 §4 and §9.
final class DataEncoder implements DataWriter {
    /// Longer strings travel as literals, since some clients bound their lines.
    private static final int QUOTED_CHARS_MAX = 1_000;

    private final OutputBuffer out;
    private boolean utf8;

    DataEncoder(OutputBuffer out) {
        this.out = out;
    }

    @Override
    public DataWriter raw(String ascii) throws IOException {
        out.ascii(ascii);
        return this;
    }

    @Override
    public DataWriter raw(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    @Override
    public DataWriter number(long number) throws IOException {
        return raw(Long.toString(number));
    }

    @Override
    public DataWriter string(String text) throws IOException {
        return isAtom(text) ? raw(text) : text(text);
    }

    @Override
    public DataWriter text(String text) throws IOException {
        return isQuotable(text) ? quoted(text) : literal(text);
    }

    @Override
    public DataWriter quoted(String text) throws IOException {
        String escaped = "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return raw(escaped.getBytes(StandardCharsets.UTF_8));
    }

    void utf8(boolean on) {
        utf8 = on;
    }

    @Override
    public DataWriter mailbox(String name) throws IOException {
        return string(utf8 ? name : ModifiedUtf7.encode(name));
    }

    @Override
    public DataWriter bytes(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.length() <= QUOTED_CHARS_MAX && isAll(text, DataEncoder::isPrintable)) {
            return quoted(text);
        }
        if (text.indexOf('\0') >= 0) {
            out.ascii("~");
        }
        header(bytes.length);
        return raw(bytes);
    }

    @Override
    public DataWriter literal(Message.Content content, long offsetBytes, long lengthBytes)
            throws IOException {
        return content(content, offsetBytes, lengthBytes, new NulFree(out));
    }

    @Override
    public DataWriter binaryLiteral(Message.Content content, long offsetBytes, long lengthBytes)
            throws IOException {
        out.ascii("~");
        return content(content, offsetBytes, lengthBytes, out);
    }

    private DataWriter content(
            Message.Content content, long offsetBytes, long lengthBytes, OutputStream to)
            throws IOException {
        long available = Math.max(0, content.sizeBytes() - offsetBytes);
        long size = Math.min(lengthBytes, available);
        header(size);
        long before = out.totalBytes();
        content.writeTo(to, offsetBytes, size);
        long written = out.totalBytes() - before;
        if (written != size) {
            throw new IOException("a literal of " + size + " bytes got " + written);
        }
        return this;
    }

    /// NUL has no place in IMAP; U+FFFD takes it.
    private DataWriter literal(String text) throws IOException {
        byte[] bytes = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
        header(bytes.length);
        return raw(bytes);
    }

    private void header(long size) throws IOException {
        out.ascii("{" + size + "}\r\n");
    }

    private static boolean isAtom(String text) {
        return !text.isEmpty()
                && !text.equalsIgnoreCase("NIL")
                && text.length() <= QUOTED_CHARS_MAX
                && isAll(text, Characters::isAtom);
    }

    private static boolean isAll(String text, IntPredicate kind) {
        for (int i = 0; i < text.length(); i++) {
            if (!kind.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isQuotable(String text) {
        return text.length() <= QUOTED_CHARS_MAX
                && isAll(text, c -> isPrintable(c) || (utf8 && c > 127));
    }

    private static boolean isPrintable(int c) {
        return c >= ' ' && c < 127;
    }
}

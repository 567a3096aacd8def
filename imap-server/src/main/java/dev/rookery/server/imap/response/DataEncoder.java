// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import dev.rookery.maildir.Message;
import dev.rookery.maildir.ModifiedUtf7;
import dev.rookery.server.imap.response.Responses.DataWriter;
import dev.rookery.server.imap.wire.Characters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/// Encodes the pieces of one response. RFC 3501 §4 and §9.
final class DataEncoder implements DataWriter {
    /// Longer strings travel as literals, since some clients bound their lines.
    private static final int QUOTED_CHARS_MAX = 1_000;

    private final OutputBuffer out;

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
        if (isAtom(text)) {
            return raw(text);
        }
        return isQuotable(text) ? raw(quoted(text)) : literal(text);
    }

    @Override
    public DataWriter mailbox(String name) throws IOException {
        return string(ModifiedUtf7.encode(name));
    }

    @Override
    public DataWriter literal(Message.Content content, long offsetBytes, long lengthBytes)
            throws IOException {
        long available = Math.max(0, content.sizeBytes() - offsetBytes);
        long size = Math.min(lengthBytes, available);
        header(size);
        long before = out.totalBytes();
        content.writeTo(new NulFree(out), offsetBytes, size);
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

    private static boolean isQuotable(String text) {
        return text.length() <= QUOTED_CHARS_MAX && isAll(text, c -> c >= ' ' && c < 127);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
